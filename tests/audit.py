"""Lighthouse's scores of the main pages, mobile profile, printed. Run by `make audit`; a report, not a test.

Each page is measured several times (BRIEFGEN_AUDITS, 5) and the median printed: speed moves with the machine. What may not
move is accessibility, best practices and search engines: whatever keeps one of them below 100 is named.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser.conftest import KINDS
from tests.conftest import ROOT

PAGES = ("index", "claims", "source")
TOOL = ROOT / ".tools" / "node_modules" / "lighthouse" / "cli" / "index.js"
RUNS = int(os.environ.get("BRIEFGEN_AUDITS", "5"))
METRICS = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
    "speed-index",
)


class _Host(http.server.SimpleHTTPRequestHandler):
    """Serves as an ordinary host does: connections stay open, text is compressed, named assets may be kept."""

    protocol_version = "HTTP/1.1"
    packed: dict[str, bytes] = {}  # noqa: RUF012  # shared on purpose: a host compresses a file once

    def do_GET(self) -> None:  # the name is the protocol's
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        compressible = path.suffix in {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}
        content = self._packed(path) if compressible else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(content)))
        if compressible:
            self.send_header("Content-Encoding", "gzip")
        kept = "/assets/" in self.path
        self.send_header("Cache-Control", f"public, max-age={31_536_000 if kept else 600}")
        self.end_headers()
        self.wfile.write(content)

    def _packed(self, path: Path) -> bytes:
        return self.packed.setdefault(str(path), gzip.compress(path.read_bytes(), 6, mtime=0))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        pass


def main() -> None:
    """Prints four scores for each page, and what they were made of."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or not TOOL.is_file():
        sys.exit("audit: Chromium or Lighthouse is missing (make tools)")
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    with _hosted(site) as address:
        for kind in PAGES:
            found = [_audited(f"{address}{KINDS[kind]}", chromium) for _ in range(RUNS)]
            print(kind, *_scores(found), sep="  ")
            print("   ", *_speed(found), sep="  ")
            for line in _shortcomings(found[0]):
                print("   ", line)


@contextmanager
def _hosted(site: Path) -> Iterator[str]:
    """The address of `site` on the loopback interface, ending with a slash."""
    handler = functools.partial(_Host, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _audited(address: str, chromium: str) -> dict[str, Any]:
    """Lighthouse's report of one load of the page on its model of a phone."""
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    done = subprocess.run(
        ["node", str(TOOL), address, "--quiet", "--output=json", flags],
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        text=True,
        check=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _scores(reports: list[dict[str, Any]]) -> Iterator[str]:
    for name in reports[0]["categories"]:
        scores = [round((report["categories"][name]["score"] or 0) * 100) for report in reports]
        spread = f" ({min(scores)}–{max(scores)})" if min(scores) != max(scores) else ""
        yield f"{name} {statistics.median_low(scores)}{spread}"


def _speed(reports: list[dict[str, Any]]) -> Iterator[str]:
    """The medians that make up the score of performance, and how fast Lighthouse found this machine.

    Its phone is this machine slowed four times, so a benchmark index well below 1000 means that the phone was slower
    than Lighthouse's own.
    """
    for name in METRICS:
        audits = [report["audits"][name] for report in reports]
        value = statistics.median_low([audit["numericValue"] for audit in audits])
        unit = " ms" if audits[0]["numericUnit"] == "millisecond" else ""
        yield f"{name} {value:.0f}{unit}" if unit else f"{name} {value:.3f}"
    index = statistics.median_low([report["environment"]["benchmarkIndex"] for report in reports])
    yield f"benchmark index {index:.0f}"


def _shortcomings(report: dict[str, Any]) -> Iterator[str]:
    """The audits that keep a category other than performance below 100."""
    for name, category in report["categories"].items():
        for reference in category["auditRefs"] if name != "performance" else ():
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                items = audit.get("details", {}).get("items", [])
                nodes = [item["node"]["snippet"] for item in items if "node" in item]
                yield f"{name}: {audit['title']} {nodes or items}"


if __name__ == "__main__":
    main()
