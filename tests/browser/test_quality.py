"""Every kind of page: no accessibility violation, valid HTML, small, and readable by programs."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.browser.conftest import BRIEFING, DESKTOP, KINDS, PHONE, Open
from tests.conftest import ROOT, tool

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOK = """async rules => {
    // Of what passes one element for each rule is described, not thousands, each with a path that leads to it only.
    const found = await axe.run({runOnly: rules, resultTypes: ["violations"]});
    return {passes: found.passes.length,
            violations: found.violations.map(one => [one.id, one.nodes[0].html.slice(0, 200)])};
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_violation(
    open_page: Open, served: str, kind: str, size: dict[str, int], scheme: str
) -> None:
    script = tool("axe-core") / "axe.min.js"
    page = open_page(served + KINDS[kind], viewport=size, color_scheme=scheme)
    page.add_script_tag(content=script.read_text(encoding="utf-8"))
    found = page.evaluate(LOOK, RULES)
    assert found["violations"] == []
    assert found["passes"], "axe looked at nothing"


def test_html_is_valid(real_site: Path) -> None:
    command = tool("html-validate") / "bin" / "html-validate.mjs"
    config = ROOT / "tests" / "browser" / "htmlvalidate.json"
    pages = sorted(str(page) for page in (real_site / "briefings").rglob("*.html"))
    done = subprocess.run(
        ["node", command, "--config", config, *pages], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:]


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        (f"{BRIEFING}index.html", 25_000),
        ("assets/briefgen.js", 6_000),
        # On a large site with a list behind it: tests/test_searchpages.py.
        ("assets/briefgen-search.js", 1_500),
        ("assets/briefgen.css", 6_000),
    ],
)
def test_what_a_reader_downloads_is_small(real_site: Path, path: str, limit: int) -> None:
    assert 0 < len(gzip.compress((real_site / path).read_bytes())) <= limit


def test_programs_can_read_the_site(real_site: Path) -> None:
    text = (real_site / BRIEFING / "index.html").read_text(encoding="utf-8")
    data = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data["@type"] == "Report"
    feed = ElementTree.parse(real_site / "feed.xml")  # noqa: S314  # our own output
    assert feed.getroot().tag == "{http://www.w3.org/2005/Atom}feed"
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    changes = (real_site / "changes" / "index.html").read_text(encoding="utf-8")
    assert len(entries) == min(100, changes.count('class="bg-change"'))
    for line in (real_site / "llms.txt").read_text(encoding="utf-8").splitlines():
        if "](" in line:
            assert (real_site / line.split("](")[1].rstrip(")")).is_file(), line


def test_the_markdown_beside_a_page_is_plain(real_site: Path) -> None:
    text = (real_site / BRIEFING / "claims.md").read_text(encoding="utf-8")
    assert "Microsoft provided OpenAI with a supercomputer." in text
    assert "<bdi" not in text
    assert "&#x" not in text
    assert "{:" not in text
