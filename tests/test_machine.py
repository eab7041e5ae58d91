"""What programs read: plain Markdown, structured data that cannot end its script element."""

from __future__ import annotations

import json

from briefgen.base.siteoptions import SiteOptions
from briefgen.exports import machine
from briefgen.pipeline import Build, build
from briefgen.views.markup import literal
from tests.factory import tree
from tests.test_findable import TEMPLATES

HOSTILE = ("title: The Aldra ferry", "title: 'The </script><b>*Aldra* & ferry'")


def _built(*changes: tuple[str, str]) -> Build:
    return build(tree(*changes), TEMPLATES, SiteOptions("Ferries & boats"))


def test_markdown_for_programs_holds_the_text_and_none_of_the_machinery() -> None:
    built = _built()
    page = next(page for page in built.pages if page.uri.endswith("/claims.md"))
    text = machine.plain(page.text)
    assert "The ferry to Aldra will not run in March." in text
    assert "(sources/notice.md#no-ferry)" in text
    for machinery in ("<bdi", "{:", "&#x", "<select", "data-kind"):
        assert machinery in page.text
        assert machinery not in text


def test_text_that_looks_like_markup_stays_text_in_it() -> None:
    page = next(p for p in _built(HOSTILE).pages if p.uri == "briefings/aldra-ferry/index.md")
    assert r"# The \</script\>\<b\>\*Aldra\* & ferry" in machine.plain(page.text)


def test_structured_data_cannot_leave_its_script_element() -> None:
    site = _built(HOSTILE).site
    assert site is not None
    options = {"title": "A & B", "address": "", "feed": "", "picture": "", "first": True}
    head = machine.head(site, site.briefings[0], **options)  # type: ignore[arg-type]  # mixed on purpose
    assert head.count("</script>") == 1
    assert 'content="A &amp; B"' in head
    data = json.loads(head.split('ld+json">')[1].split("</script>")[0])
    assert data["name"] == "The </script><b>*Aldra* & ferry"
    assert "ld+json" not in machine.head(site, site.briefings[0], **{**options, "first": False})  # type: ignore[arg-type]


def test_the_list_of_pages_names_pages_that_are_there() -> None:
    built = _built()
    uris = {page.uri for page in built.pages}
    text = next(page.text for page in built.pages if page.uri == "llms.txt")
    linked = [line.split("](")[1].rstrip(")") for line in text.splitlines() if "](" in line]
    assert linked
    assert set(linked) <= uris


def test_a_line_that_would_begin_a_list_or_a_heading_does_not() -> None:
    for text, marked in {
        "1. Go": r"1\. Go",
        "# Go #": r"\# Go \#",
        "- Go": r"\- Go",
        "Go!": r"Go\!",
        "&amp;": r"\&amp;",
    }.items():
        assert machine.plain(f"{literal(text)}") == f"{marked}\n"
    assert machine.plain(f"{literal('Go & see: 1.5 - 2')}") == "Go & see: 1.5 - 2\n"


def test_an_address_cannot_end_its_link() -> None:
    link = '<a href="https&#x3a;//a.example/b&#x29;&#x28;c">d</a>'
    assert machine.plain(link) == "[d](https://a.example/b%29%28c)\n"


def test_only_what_is_furniture_or_an_attribute_list_is_left_out() -> None:
    page = "a {: .x }\n<nav class=x>menu</nav>b\t{: #y }c {d} {: e {: .z } <form> <navy>f</navy>"
    assert machine.plain(page) == "a\nbc {d} {: e  f\n"
    assert machine.plain("a\n---\nb: c\n---\nd") == "a\n---\nb: c\n---\nd\n"
    assert machine.plain("---\nb: c\n---\nd") == "d\n"
