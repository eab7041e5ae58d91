"""Runs the examples of the error pages. `python -m tests.error_examples` writes their output and the index anew."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from briefgen import pipeline, report
from briefgen.base.diagnostics import Code, Diagnostic
from briefgen.base.tree import Tree
from briefgen.disk import files, outfolder, siteconfig
from briefgen.facts import review
from tests.conftest import ROOT
from tests.factory import SOURCE, facts, tree_of

FOLDER = ROOT / "docs" / "errors"
GROUPS = {
    "BG1": "The file as YAML",
    "BG2": "The shape of records",
    "BG3": "Quotations and sources",
    "BG4": "What records say of each other",
    "BG5": "Prose and judgments",
    "BG6": "Templates and the site",
}
TODAY = (2031, 7, 1)
"""The day on which the examples are checked."""

SIGN = "The pier is closed.\nTickets are sold here.\n"
_BLOCK = re.compile(r'^```(\w+) title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
_OUTPUT = re.compile(r'(^```text title="briefgen check"\n)(.*?)(^```$)', re.MULTILINE | re.DOTALL)


def page(code: str) -> str:
    return (FOLDER / f"{code}.md").read_text(encoding="utf-8")


def blocks(text: str) -> dict[str, str]:
    """Title → content of the code blocks of a page, without the final newline."""
    return {match[2]: match[3].rstrip("\n") for match in _BLOCK.finditer(text)}


def base(code: str) -> str:
    """The valid fact file that the example of a page changes."""
    if code == "BG452":
        return facts(("status: published\n", 'status: published\nstale_after: "2031-12"\n'))
    if code == "BG306":
        return facts(("status: published\n", "status: published\ncoverage_floor: 100\n"))
    if code in ("BG303", "BG404"):
        digest = sha256(SIGN.encode()).hexdigest()
        second = (
            "  sign:\n    title: A sign\n    type: Message\n    publisher: Aldra Harbour\n"
            '    published: "2031"\n    snapshot: sources/sign.txt\n'
            f"    sha256: {digest}\n    descriptor: A sign at the pier.\nreferences:\n"
        )
        text = facts(("references:\n", second))
        text = re.sub(
            r"evidence: (.*)", r"evidence:\n      - source: notice\n        exact: \1", text
        )
        last = "        exact: The council is expected to meet on 4 May 2031.\n"
        more = "      - source: sign\n        exact: The pier is closed.\n"
        if code == "BG303":
            more += "      - source: sign\n        exact: Tickets are sold here.\n"
        return text.replace(last, last + more)
    return facts()


def outcome(code: str, *, mended: bool = False) -> tuple[Sequence[Diagnostic], dict[str, str]]:
    """What is found in the example of a page, as it stands or mended, and the texts for the excerpts."""
    found = blocks(page(code))
    if "reviews.yml: wrong" in found:
        return _reviewed(_stamps() if mended else found["reviews.yml: wrong"])
    if "facts.yml: wrong" in found:
        text, wrong, right = base(code), found["facts.yml: wrong"], found["facts.yml: mended"]
        assert text.count(right) == 1, f"{code}: the mended example is not one place of the base"
        return _checked((text if mended else text.replace(right, wrong)).encode())
    name, content = next(iter(found.items()))
    if name.startswith("facts.yml, saved as "):
        return _checked(content.encode("utf-8" if mended else name.rpartition(" ")[2]))
    if name.startswith("seeds/"):
        tree = Tree({} if mended else {name: content.encode()}, {})
        return pipeline.check(tree).diagnostics, {}
    if name.startswith("templates/"):
        return _rendered({} if mended else {name.removeprefix("templates/"): content}), {}
    if name.startswith("out/"):
        return _written({} if mended else {name.removeprefix("out/"): content}), {}
    extensions = "".join(f"\n  - {one}" for one in siteconfig.REQUIRED_EXTENSIONS)
    content = f"site_name: Aldra\nmarkdown_extensions:{extensions}" if mended else content
    return siteconfig.read(name, content.encode())[1], {name: content}


def _checked(raw: bytes) -> tuple[Sequence[Diagnostic], dict[str, str]]:
    tree = tree_of("", source=SOURCE)
    path = "seeds/aldra-ferry/facts.yml"
    given = {**tree.files, path: raw, "seeds/aldra-ferry/sources/sign.txt": SIGN.encode()}
    found = pipeline.check(Tree(given, {}), today=TODAY).diagnostics
    return found, {path: raw.decode("utf-8", "replace")}


def _reviewed(stamps: str) -> tuple[Sequence[Diagnostic], dict[str, str]]:
    path = f"seeds/aldra-ferry/{review.FILE}"
    tree = tree_of(facts())
    found = pipeline.check(Tree({**tree.files, path: stamps.encode()}, {})).diagnostics
    return found, {path: stamps}


def _stamps() -> str:
    """The file of reviews after the claim was read again."""
    (briefing,) = pipeline.check(tree_of(facts())).briefings
    stamp = review.stamp(briefing.facts, "no-ferry", by="Ada", on="2031-03-09", support="supports")
    return review.write((), (stamp,))


def _rendered(changed: dict[str, str]) -> Sequence[Diagnostic]:
    templates = {**files.read_templates(ROOT), **changed}
    return pipeline.build(tree_of(facts()), templates).diagnostics


def _written(present: dict[str, str]) -> Sequence[Diagnostic]:
    with tempfile.TemporaryDirectory() as folder, outfolder.laying(Path(folder)) as laid:
        tree, templates = tree_of(facts()), files.read_templates(ROOT)
        pages = pipeline.build(tree, templates, pages_only=True, made=laid.page).pages
        for name, content in present.items():
            (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / name).write_text(content, encoding="utf-8")
        return outfolder.write(Path(folder), pages, {}, laid).problems


def printed(code: str) -> str:
    """What `briefgen check` says of the example: its first finding."""
    found, sources = outcome(code)
    return report.text(found[:1], sources).rstrip("\n") + "\n"


def reported(code: Code) -> bool:
    """Whether some rule of the package reports the code."""
    name = f"Code.{code.name}"
    return any(
        re.search(rf"{re.escape(name)}\b", path.read_text(encoding="utf-8"))
        for path in (ROOT / "briefgen").rglob("*.py")
    )


def index() -> str:
    """The page that lists all codes."""
    lines = [
        "# Error pages",
        "",
        "What `briefgen check` can find, by code. `briefgen explain BG301`",
    ]
    lines += ["prints the page of a code in the terminal.", ""]
    for prefix, title in GROUPS.items():
        lines += [f"## {title}", "", "| code | what is wrong |", "| --- | --- |"]
        for code in Code:
            if code.code.startswith(prefix):
                lines.append(f"| [{code.code}]({code.code}.md) | {code.title} |")
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    (FOLDER / "index.md").write_text(index(), encoding="utf-8")
    for code in Code:
        if reported(code):
            text = _OUTPUT.sub(lambda m: m[1] + printed(code.code) + m[3], page(code.code))  # noqa: B023  # called at once
        else:
            text = _OUTPUT.sub("", page(code.code)).replace("\n\n\n", "\n")
        (FOLDER / f"{code.code}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
