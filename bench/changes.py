"""Random changes to a site: after each, the site built with the cache is the site built without it, byte for byte.

    python -m bench.changes --count 200

The changes are those of tests/test_cache.py, in parts of twenty that both processors work on. The exit code is pytest's.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys

from bench.cases import ROOT

TEST = "test_after_random_changes_the_site_is_the_same_with_and_without_the_cache"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Compare sites with and without the cache.")
    parser.add_argument("--count", type=int, default=200, help="how many, in twenties")
    options = parser.parse_args()
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "--numprocesses", "auto"),
            *("-p", "no:cacheprovider", "tests/test_cache.py", "-k", TEST),
        ],
        cwd=ROOT,
        env={**os.environ, "BRIEFGEN_CHANGES": str(options.count)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout)
    parts = re.search(r"(\d+) passed.*", done.stdout)
    print(f"{options.count} changes: {parts[0] if parts else 'no part passed'}")
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
