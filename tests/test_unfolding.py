"""A macro whose body is put where another one prints it means the same there; where it might not, it is called."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from briefgen.printing import render
from briefgen.printing.tidying import tidied
from briefgen.views.shown import Target

SIGN = "{% macro sign(c) %}[{{ c }}]({{ target|url }}){% endmacro %}"
UNFOLDED = {
    "once": SIGN + "{% macro use(c) %}{{ sign(c) }}{% endmacro %}",
    "in a loop over the same name": SIGN
    + "{% macro use(c) %}{% for c in [c, 2] %}{{ loop.index }}{{ sign(c) }}{{ c }}{% endfor %}{{ c }}{% endmacro %}",
    "between texts, and twice": SIGN
    + "{% macro use(x) %}a{{ sign(x) }}b{{ sign(c='y') }}{{ x }}{% if x %}{{ sign(3) }}{% else %}-{% endif %}{% endmacro %}",
    "with loops of its own": "{% macro sign(c) %}{% for n in [c, c] %}{{ n }}{% endfor %}{% endmacro %}"
    "{% macro use(n) %}{% for c in [n] %}{{ sign(n) }}{{ loop.first }}{% endfor %}{{ n }}{% endmacro %}",
    "inside one that is unfolded": SIGN
    + "{% macro sign2(c) %}<{{ sign(c) }}>{% endmacro %}{% macro use(c) %}{{ sign2(c) }}{{ sign2(1) }}{% endmacro %}",
}
CALLED = {
    "it sees a name that means something else there": "{% macro sign(c) %}{{ text }}{{ c }}{% endmacro %}"
    "{% macro use(c) %}{% for text in [1] %}{{ sign(c) }}{% endfor %}{% endmacro %}",
    "it gives a name": "{% macro sign(c) %}{% set d = c %}{{ d }}{% endmacro %}"
    "{% macro use(d) %}{{ sign(1) }}{{ d }}{% endmacro %}",
    "it has a default": "{% macro sign(c, d=2) %}{{ c }}{{ d }}{% endmacro %}"
    "{% macro use(d) %}{{ sign(1, 3) }}{{ sign(1) }}{{ d }}{% endmacro %}",
    "it asks for its place in a loop": "{% macro sign(c) %}{% for n in [c, c] %}{{ loop.last }}{% endfor %}{% endmacro %}"
    "{% macro use(n) %}{% for c in [n] %}{{ sign(n) }}{{ loop.first }}{% endfor %}{{ n }}{% endmacro %}",
    "it comes later": "{% macro use(c) %}{{ sign(c) }}{% endmacro %}" + SIGN,
    "it calls itself": "{% macro sign(c) %}{{ c[0] }}{% if c[1:] %}{{ sign(c[1:]) }}{% endif %}{% endmacro %}"
    "{% macro use(c) %}{{ sign([c, 2, 3]) }}{% endmacro %}",
    "it is a parameter": SIGN + "{% macro use(sign) %}{{ sign }}{% endmacro %}",
    "what it gives is not printed": SIGN
    + "{% macro use(c) %}{{ [sign(c)]|first }}{% if sign(c) %}!{% endif %}{% endmacro %}",
}


def environment(macros: str) -> render.Environment:
    page = '{% import "macros" as m with context %}{{ m.use("a <b>") }}'
    return render.Environment({"macros": macros, "page": page})


def context() -> dict[str, object]:
    page = SimpleNamespace(uri="briefings/x/index.md")
    return {"page": page, "text": "*t*", "target": Target("briefings/x/claims.md", "one")}


@pytest.mark.parametrize("macros", [*UNFOLDED.values(), *CALLED.values()])
def test_a_page_is_the_same_whether_macros_are_unfolded_or_called(macros: str) -> None:
    made = environment(macros)
    careful = made.get_template("page").render(context())
    assert made.direct.printed("page", context()) == careful
    assert render.page_text(made, "page", context()) == tidied(careful)


def called(macros: str) -> bool:
    """Whether the quick code of these macros has a call of `sign` in it."""
    return "m_sign(" in str(environment(macros).direct.compile(macros, "macros", raw=True))


@pytest.mark.parametrize("macros", UNFOLDED.values(), ids=UNFOLDED)
def test_what_means_the_same_everywhere_is_unfolded(macros: str) -> None:
    assert not called(macros)


@pytest.mark.parametrize("why", sorted(CALLED.keys() - {"it is a parameter"}))
def test_what_might_not_is_called(why: str) -> None:
    assert called(CALLED[why])
