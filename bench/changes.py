"""Random changes to a site: after each, the site built with the cache is the site built without it, byte for byte.

    python -m bench.changes --count 200
    python -m bench.changes --count 200 --parts 4,5

The changes are those of tests/test_cache.py, in parts of twenty that both processors work on; a part is the same whichever
others run. The exit code is pytest's.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys

from bench.cases import ROOT

PART = 20
TEST = "test_after_random_changes_the_site_is_the_same_with_and_without_the_cache"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Compare sites with and without the cache.")
    parser.add_argument("--count", type=int, default=200, help="how many, in twenties")
    parser.add_argument("--parts", default="", help="numbers of parts, all by default")
    options = parser.parse_args()
    parts = options.parts.split(",") if options.parts else range(-(-options.count // PART))
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "--numprocesses", "auto"),
            *("-p", "no:cacheprovider"),
            *(f"tests/test_cache.py::{TEST}[part{part}]" for part in parts),
        ],
        cwd=ROOT,
        env={**os.environ, "BRIEFGEN_CHANGES": str(options.count)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout)
    passed = re.search(r"(\d+) passed.*", done.stdout)
    print(f"{PART * len(parts)} changes: {passed[0] if passed else 'no part passed'}")
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
