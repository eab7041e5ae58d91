"""Templates as direct code print what the sandbox prints, or leave the page to the sandbox."""

from __future__ import annotations

import gc
import weakref
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import TemplateError

from briefgen.base.diagnostics import Diagnostic
from briefgen.printing import render
from briefgen.printing.code import direct
from briefgen.printing.tidying import tidied
from briefgen.views.shown import Target
from tests.test_calls import calls

MACROS = """
{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}
{% macro pair(one, two="second", three=none) %}{{ one }}|{{ two }}|{{ three }}{% endmacro %}
{% macro twice(text) %}{{ bold(text) }}{{ bold(bold(text)) }}{% endmacro %}
{% macro shadow(bold) %}{{ bold("x") if bold is callable else bold }}{% endmacro %}
{% macro catches() %}{{ varargs|length }}{{ kwargs.a }}{% endmacro %}
{% macro wraps() %}[{{ caller() }}]{% endmacro %}
{% macro page_name() %}{{ page.uri }}{% endmacro %}
{% macro twins() %}1{% endmacro %}{% macro twins() %}2{% endmacro %}
{% macro covered() %}macro{% endmacro %}{% set covered = "text" %}
"""
SAME = [
    "{{ m.bold(text) }}",
    "{{ m.twice(text) }}{{ m.bold(m.bold(text)) }}",
    "{{ m.pair(1) }}{{ m.pair(1, three=3) }}{{ m.pair(two=text, one=none) }}",
    "{{ m.shadow('y') }}{{ m.shadow(m.bold) }}",
    "{{ m.catches(1, 2, a=text) }}",
    "{% call m.wraps() %}{{ text }}{% endcall %}",
    "{{ m.page_name() }}{{ target|url }}{{ m.twins() }}{{ m.covered }}",
    "{{ held.key }}{{ held['key'] }}{{ held.items()|list|length }}",
    "{% for m in [held] %}{{ m.key }}{% endfor %}",
    "{% for n in range(3) %}{{ loop.index }}{{ loop.last }}{{ n }}{% endfor %}",
    "{{ text[0] }}{{ text[1:3] }}{{ none }}{{ 1.5 }}{{ ' ' }}{{ true }}",
    "{{ nothing is defined }}{{ target.nothing is defined }}{{ nothing|default('d') }}",
    "{% set text = 'set' %}{{ text }}{{ target.page }}",
    "{% include 'included' %}",
    "{{ text }}{% include 'plain' without context %}{% for n in range(2) %}{{ n }}{% endfor %}",
    "{{ '{} {}'.format(text, text) }}",
]
REFUSED = [
    "{{ target.__class__ }}",
    "{{ target['__class__'] }}",
    "{{ target.\uff3f_class__ }}",
    "{{ text.join([text]) }}",
    "{{ kind.mro() }}",
    "{{ made.gi_frame }}",
    "{{ made.gi_frame.f_globals }}",
    "{{ function.__globals__ }}",
    "{{ function.__code__.co_consts }}",
    "{{ forbidden() }}",
    "{{ held.forbidden() }}",
    "{{ nothing }}",
    "{{ nothing.more }}",
    "{{ target.nothing }}",
    "{% if nothing %}{% endif %}",
    "{{ m.bold() }}",
    "{{ m.bold(1, 2) }}",
    "{{ m.bold(other=1) }}",
    "{{ m.covered() }}",
    "{{ m.nothing() }}",
]


def forbidden() -> str:
    return "run"


forbidden.unsafe_callable = True  # type: ignore[attr-defined]  # the sandbox's own mark


def context() -> dict[str, Any]:
    return {
        "page": SimpleNamespace(uri="briefings/x/index.md"),
        "text": "a <b> & *c*",
        "target": Target("briefings/x/claims.md", "one"),
        "held": {"key": "value", "forbidden": forbidden},
        "kind": str,
        "made": (n for n in range(2)),
        "function": context,
        "forbidden": forbidden,
    }


def environment(body: str) -> render.Environment:
    page = f'{{% import "macros" as m with context %}}{body}'
    return render.Environment(
        {
            "macros": MACROS,
            "included": "{{ target.page }}{{ text }}",
            "plain": "<i>plain</i>",
            "page": page,
        }
    )


def directly(body: str) -> str | None:
    """What the direct code prints, None where it gives up."""
    try:
        return environment(body).direct.get_template("page").render(context())
    except (TemplateError, TypeError, AttributeError, ValueError, LookupError, NameError):
        return None


@pytest.mark.parametrize("body", SAME)
def test_direct_code_prints_what_the_sandbox_prints(body: str) -> None:
    careful = environment(body).get_template("page").render(context())
    assert directly(body) in (careful, None)
    assert render.page_text(environment(body), "page", context()) == tidied(careful)


@pytest.mark.parametrize("body", REFUSED)
def test_what_the_sandbox_refuses_stays_refused(body: str) -> None:
    with pytest.raises((TemplateError, TypeError)):
        environment(body).get_template("page").render(context())
    assert directly(body) is None
    assert isinstance(render.page_text(environment(body), "page", context()), Diagnostic)


def test_code_gives_up_only_where_entries_and_missing_names_are_asked_for_as_attributes() -> None:
    """The twin of the two above: code that always gave up would pass them."""
    left = {body for body in SAME if directly(body) is None}
    assert left == {
        "{{ m.catches(1, 2, a=text) }}",
        "{{ held.key }}{{ held['key'] }}{{ held.items()|list|length }}",
        "{% for m in [held] %}{{ m.key }}{% endfor %}",
        "{{ nothing is defined }}{{ target.nothing is defined }}{{ nothing|default('d') }}",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("statement", True),
        ("_replace", False),
        ("__class__", False),
        ("format", False),
        ("join", False),
        ("mro", False),
        ("gi_frame", False),
        ("f_globals", False),
        ("co_consts", False),
        ("tb_frame", False),
        ("\uff3fclass", False),
        ("class", False),
    ],
)
def test_only_names_that_nothing_internal_has_are_read_directly(
    name: str, *, expected: bool
) -> None:
    assert direct(name) is expected


def test_the_sandbox_is_not_asked_about_such_a_name_but_about_others_each_time() -> None:
    loop = "{%% for number in range(100) %%}{{ target.%s }}{%% endfor %%}"
    asked = {
        name: calls(
            lambda name=name: (
                environment(loop % name)
                .direct.get_template("page")
                .render(target=SimpleNamespace(page="p", title="t"), page=None)
            )
        )["printing.sandbox.is_safe_attribute"]
        for name in ("page", "title")
    }
    assert asked == {"page": 0, "title": 100}


class Held:
    """A value that a page shows, and that can be watched."""

    page = "p"


def freed(body: str) -> bool:
    """Whether a value is given back as soon as its page is printed, without Python's collector."""
    made, held = environment(body), Held()
    gone = weakref.ref(held)
    gc.disable()
    try:
        render.page_text(made, "page", {**context(), "target": held})
        del held
        return gone() is None
    finally:
        gc.enable()


def test_what_a_page_held_is_given_back_when_it_is_printed() -> None:
    assert freed("{{ m.twice(text) }}{{ m.page_name() }}{{ target.page }}")
    assert freed("{% include 'included' %}")


def test_what_holds_itself_would_be_noticed() -> None:
    held = Held()
    held.itself = held  # type: ignore[attr-defined]  # on purpose
    gone = weakref.ref(held)
    gc.disable()
    try:
        del held
        assert gone() is not None
    finally:
        gc.enable()


SHARED = """
{% macro where() %}{{ page.title }} {{ page.uri }} {{ lang }}{% endmacro %}
{% macro way(to) %}{{ to|url }}{% if page.paper %}#{% endif %}{{ where() }}{% endmacro %}
"""
NOT_SHARED = {
    "it sees what one page has": SHARED + "{% macro other() %}{{ text }}{% endmacro %}",
    "it sets a name": SHARED
    + "{% set name = page.title %}{% macro other() %}{{ name }}{% endmacro %}",
    "it prints": SHARED + "{{ page.title }}",
    "a page is a parameter": SHARED + "{% macro other(page) %}{{ page.title }}{% endmacro %}",
}


def printed(macros: str, body: str = "{{ m.way(target) }}") -> tuple[list[str], list[str], int]:
    """Three pages, printed by the quick code and by the sandbox, and how many modules the quick code made."""
    page = f'{{% import "macros" as m with context %}}{body}'
    made = render.Environment({"macros": macros, "page": page})
    lang = "en"
    pages = [
        context()
        | {"lang": lang, "page": SimpleNamespace(uri=uri, title=uri.upper(), paper="print" in uri)}
        for uri in ("briefings/x/index.md", "briefings/x/sources/a.md", "briefings/x/print.md")
    ]
    careful = [tidied(made.get_template("page").render(one)) for one in pages]
    quick: list[str] = []
    found = calls(lambda: quick.extend(str(render.page_text(made, "page", one)) for one in pages))
    return quick, careful, found["environment.make_module"]


def test_pages_share_macros_that_see_only_the_page_and_what_all_pages_have() -> None:
    quick, careful, modules = printed(SHARED)
    assert quick == careful
    assert len(set(quick)) == 3
    assert modules == 1


@pytest.mark.parametrize("macros", NOT_SHARED.values(), ids=NOT_SHARED)
def test_macros_that_see_more_are_made_for_each_page(macros: str) -> None:
    quick, careful, modules = printed(macros)
    assert quick == careful
    assert modules == 3


def test_macros_are_made_anew_for_another_language_and_where_the_page_is_another() -> None:
    made = render.Environment(
        {"macros": SHARED, "page": '{% import "macros" as m with context %}{{ m.where() }}'}
    )
    shown = [
        render.page_text(
            made, "page", context() | {"lang": lang, "page": SimpleNamespace(uri="u", title="t")}
        )
        for lang in ("en", "de", "en")
    ]
    assert shown == [
        f"<bdi>t</bdi> <bdi>u</bdi> <bdi>{lang}</bdi>\n" for lang in ("en", "de", "en")
    ]
    own = "{% set page = target %}" + '{% import "macros" as m with context %}{{ m.where() }}'
    twisted = render.Environment(
        {"macros": "{% macro where() %}{{ page.anchor }}{% endmacro %}", "page": own}
    )
    assert render.page_text(twisted, "page", context()) == "<bdi>one</bdi>\n"


def test_macros_imported_without_the_names_of_a_page_see_no_page() -> None:
    made = render.Environment(
        {"macros": SHARED, "page": '{% import "macros" as m %}{{ m.where() }}'}
    )
    assert isinstance(render.page_text(made, "page", context() | {"lang": "en"}), Diagnostic)
