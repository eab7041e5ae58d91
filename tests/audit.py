"""Lighthouse's scores of the main pages, mobile profile, printed. Run by `make audit`; a report, not a test.

Scores of speed move with the machine; what may not move is accessibility, best practices and search engines: 100.
"""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading

from tests.browser.conftest import KINDS
from tests.conftest import ROOT, _Quiet

PAGES = ("index", "claims", "source")
TOOL = ROOT / ".tools" / "node_modules" / "lighthouse" / "cli" / "index.js"


def main() -> None:
    """Prints four scores for each page."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or not TOOL.is_file():
        sys.exit("audit: Chromium or Lighthouse is missing (make tools)")
    handler = functools.partial(_Quiet, directory=str(ROOT / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for kind in PAGES:
            address = f"http://127.0.0.1:{server.server_port}/{KINDS[kind]}"
            scores = _scores(address, chromium)
            print(kind, *(f"{name} {score}" for name, score in scores.items()), sep="  ")
        server.shutdown()


def _scores(address: str, chromium: str) -> dict[str, int]:
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    command = ["node", str(TOOL), address, "--quiet", "--output=json", flags]
    done = subprocess.run(
        command,
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        text=True,
        check=True,
    )
    categories = json.loads(done.stdout)["categories"]
    return {name: round((found["score"] or 0) * 100) for name, found in categories.items()}


if __name__ == "__main__":
    main()
