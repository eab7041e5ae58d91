"""PyYAML without its patterns reads what PyYAML reads, and nobody else's patterns wait for their first use."""

from __future__ import annotations

import ast
import sys

from tests.conftest import ROOT, run

VALUES = "[yes, 12, 0b11, 1_000, 1.5e+3, .inf, 2024-02-29, 2024-02-29T12:00:00Z, ~, '5', five]"
_READ = f"""
{{}}
import re
first = type(yaml.resolver.Resolver.yaml_implicit_resolvers["y"][0][1])
print([first is re.Pattern, type(re.compile("a")) is re.Pattern, repr(yaml.load({VALUES!r}, yaml.{{}}))])
"""


def read(imported: str, loader: str) -> list[object]:
    """Whether PyYAML's and later patterns are compiled at once, and what is read with a loader."""
    done = run(sys.executable, "-c", _READ.format(imported, loader), cwd=ROOT)
    found: list[object] = ast.literal_eval(done.stdout)
    return found


def test_what_is_read_is_what_pyyaml_reads() -> None:
    for loader in ("SafeLoader", "CSafeLoader"):
        late = read("from briefgen.yaml.libyaml import yaml", loader)
        early = read("import yaml", loader)
        assert late[0] is False
        assert early[0] is True
        assert late[1] is early[1] is True
        assert late[2] == early[2]
        assert "datetime.date(2024, 2, 29)" in str(late[2])


def test_a_character_that_yaml_forbids_is_noticed_without_libyaml() -> None:
    code = (
        "from briefgen.yaml.libyaml import yaml\ntry: yaml.safe_load('a\\x07')\n"
        "except yaml.reader.ReaderError as problem: print(problem.position)"
    )
    assert run(sys.executable, "-c", code, cwd=ROOT).stdout == "1\n"


def test_where_pyyaml_is_loaded_already_it_stays_as_it_is() -> None:
    assert read("import yaml; from briefgen.yaml.libyaml import yaml", "SafeLoader")[0] is True
