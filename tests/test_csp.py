"""The policy names each inline script of a site, once, and lets nothing else run."""

from __future__ import annotations

from pathlib import Path

from briefgen.exports.csp import policy
from tests.conftest import briefgen


def _scripts(value: str) -> list[str]:
    return next(part for part in value.split("; ") if part.startswith("script-src")).split()[1:]


def test_an_inline_script_is_named_once_by_its_hash() -> None:
    page = "<script>a()</script><script type='text/javascript'>a()</script>"
    # printf "a()" | openssl dgst -sha256 -binary | base64
    hashes = _scripts(policy([page, page]))
    assert hashes == ["'self'", "'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='"]


def test_data_files_and_texts_are_not_scripts() -> None:
    page = '<script src="a.js"></script><script type="application/ld+json">{}</script><p>a()</p>'
    assert _scripts(policy([page])) == ["'self'"]


def test_nothing_is_allowed_inline_by_default() -> None:
    value = policy(["<script>a &amp;&amp; b</script>"])
    assert "unsafe" not in value
    assert value.startswith("default-src 'none'; ")
    assert value != policy(["<script>a && b</script>"])


def test_a_folder_without_pages_is_wrong_usage(tmp_path: Path) -> None:
    assert briefgen("csp", tmp_path, cwd=tmp_path, check=False).returncode == 2
    (tmp_path / "a.html").write_text("<p>a</p>", encoding="utf-8")
    assert "script-src 'self';" in briefgen("csp", tmp_path, cwd=tmp_path).stdout


def test_compiled_code_is_allowed_only_to_a_site_that_searches_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>a</p>", encoding="utf-8")
    assert "wasm" not in briefgen("csp", tmp_path, cwd=tmp_path).stdout
    (tmp_path / "search" / "chunks").mkdir(parents=True)
    printed = briefgen("csp", tmp_path, cwd=tmp_path).stdout
    assert "script-src 'self' 'wasm-unsafe-eval';" in printed
    assert "'unsafe-eval'" not in printed
    assert "'unsafe-inline'" not in printed
