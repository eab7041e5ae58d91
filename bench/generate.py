"""A whole site of invented briefings, always the same for the same number and seed.

    python -m bench.generate OUT --briefings 100

The sizes of briefings and the sharing of stakeholders are skewed as real ones are: most briefings are short and a few
long; a few parties are in very many briefings, most in one or two. Every claim's statement repeats its evidence, and every
sentence of prose a statement, so that all rules about words hold; `briefgen check` finds nothing in such a site.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import yaml

from bench.invent import briefings

SITE = Path(__file__).parent / "site"
"""The configuration and hand-written page of the site."""


def write(out: Path, count: int, *, seed: int = 1) -> int:
    """The whole site below `out`, which must be new or empty; gives back how many claims it holds."""
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"{out} is not empty")
    shutil.copytree(SITE, out, dirs_exist_ok=True)
    claims = 0
    for id, facts, texts in briefings(count, seed=seed):
        claims += len(facts["claims"])
        folder = out / "seeds" / id
        (folder / "sources").mkdir(parents=True)
        for path, text in texts.items():
            (folder / path).write_text(text, encoding="utf-8")
        with (folder / "facts.yml").open("w", encoding="utf-8") as file:
            yaml.dump(facts, file, _Plain, allow_unicode=True, sort_keys=False, width=110)
    return claims


class _Plain(yaml.CSafeDumper):
    """Writes no anchors: a fact file has none."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def write_data(out: Path, count: int, *, seed: int = 1) -> None:
    """The same briefings as one JSON list for generators that read data files; mappings of records become lists."""
    found = []
    for id, facts, texts in briefings(count, seed=seed):
        listed = {
            key: [{"id": name, **record} for name, record in value.items()]
            for key, value in facts.items()
            if isinstance(value, dict)
        }
        for source in listed["sources"]:
            source["text"] = texts[source["snapshot"]]
        found.append({"id": id, **facts, **listed})
    out.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write a site of invented briefings.")
    parser.add_argument("out", type=Path, help="a new or empty folder")
    parser.add_argument("--briefings", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", action="store_true", help="write one JSON file of facts instead")
    options = parser.parse_args()
    target = write_data if options.data else write
    target(options.out, options.briefings, seed=options.seed)


if __name__ == "__main__":
    main()
