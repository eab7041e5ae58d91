"""Diagnostics in each format, what is selected, and what a site may weigh."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from briefgen import report
from briefgen.base.diagnostics import Code, Diagnostic, Severity, Span
from briefgen.base.selection import Weights, chosen, weights_from
from briefgen.disk import siteconfig
from briefgen.report.github_format import github
from briefgen.report.sarif_format import sarif
from tests.conftest import briefgen, tool
from tests.factory import SOURCE, facts, found

BROKEN = ("evidence: The ferry to Aldra will not", "evidence: The ferry to Aldra \x1b[31mwill")
WRONG = ("evidence: The ferry to Aldra will not", "evidence: The ferry to Aldra will")
UNUSED = ("[[harbour-report]]", "[[analyst]]")

_REGION = {
    "type": "object",
    "required": ["startLine", "startColumn", "endLine", "endColumn"],
    "additionalProperties": {"type": "integer", "minimum": 1},
}
_PLACE = {
    "type": "object",
    "required": ["artifactLocation", "region"],
    "properties": {
        "artifactLocation": {
            "required": ["uri"],
            "properties": {"uri": {"type": "string", "format": "uri-reference"}},
            "additionalProperties": False,
        },
        "region": _REGION,
    },
    "additionalProperties": False,
}
_MESSAGE = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1}},
    "additionalProperties": False,
}
_LOCATION = {
    "required": ["physicalLocation"],
    "properties": {"physicalLocation": _PLACE, "id": {"type": "integer"}, "message": _MESSAGE},
    "additionalProperties": False,
}
_RESULT = {
    "required": ["message"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": _MESSAGE,
        "locations": {"type": "array", "items": _LOCATION},
        "relatedLocations": {"type": "array", "items": _LOCATION},
    },
    "additionalProperties": False,
}
_RULE = {
    "required": ["id"],
    "properties": {"id": {"type": "string"}, "shortDescription": _MESSAGE},
    "additionalProperties": False,
}
_DRIVER = {
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "version": {"type": "string"},
        "rules": {"type": "array", "items": _RULE, "uniqueItems": True},
    },
    "additionalProperties": False,
}
_RUN = {
    "required": ["tool", "results"],
    "properties": {
        "tool": {"required": ["driver"], "properties": {"driver": _DRIVER}},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": _RESULT},
    },
    "additionalProperties": False,
}
SARIF = {
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": _RUN},
    },
    "additionalProperties": False,
}
"""The part of SARIF 2.1.0 that we write, by its specification, and nothing beyond it; the whole schema allows much more."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one wrong quote, one unused reference and no configuration."""
    folder = tmp_path / "seeds" / "aldra-ferry"
    (folder / "sources").mkdir(parents=True)
    (folder / "facts.yml").write_text(facts(WRONG, UNUSED), encoding="utf-8")
    (folder / "sources" / "notice.txt").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def _check(site: Path, *arguments: str) -> tuple[int, str]:
    done = briefgen("check", *arguments, cwd=site, check=False)
    return done.returncode, done.stdout


def _sarif(diagnostics: list[Diagnostic]) -> Any:
    return json.loads(sarif(diagnostics, {}))


def test_sarif_has_the_form_of_its_specification() -> None:
    log = _sarif(found(WRONG, UNUSED))
    jsonschema.Draft202012Validator(SARIF).validate(log)
    results = log["runs"][0]["results"]
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [result["ruleId"] for result in results] == ["BG406", "BG301"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in results)
    assert [result["level"] for result in results] == ["warning", "error"]
    assert results[1]["relatedLocations"]


@pytest.fixture
def whole_schema() -> jsonschema.Draft4Validator:
    """The schema of SARIF 2.1.0 itself, out of a package under the MIT licence that `make tools` fetches."""
    path = tool("@microsoft/jest-sarif") / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
    return jsonschema.Draft4Validator(json.loads(path.read_text(encoding="utf-8")))


def test_sarif_validates_against_its_schema(
    whole_schema: jsonschema.Draft4Validator, site: Path
) -> None:
    printed = json.loads(_check(site, "--format", "sarif")[1])
    logs = [printed, _sarif([]), _sarif(found(WRONG, UNUSED)), _sarif(found(BROKEN))]
    every = [
        Diagnostic(code, Span("seeds/a b/ü.yml", 2, 3, 2, 9), "m", "h", severity)
        for code in Code
        for severity in Severity
    ]
    for log in (*logs, _sarif(every)):
        assert [error.message for error in whole_schema.iter_errors(log)] == []
    assert len(printed["runs"][0]["results"]) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda result: result.update(level="fatal"),
        lambda result: result.pop("message"),
        lambda result: result["locations"][0]["physicalLocation"]["region"].update(startLine=0),
        lambda result: result.update(mood="gloomy"),
    ],
)
def test_the_schema_of_sarif_refuses_what_is_not_sarif(
    whole_schema: jsonschema.Draft4Validator, spoil: Any
) -> None:
    log = _sarif(found(WRONG))
    spoil(log["runs"][0]["results"][0])
    assert not whole_schema.is_valid(log)


def test_the_form_of_sarif_refuses_what_is_not_sarif() -> None:
    log = _sarif(found(WRONG))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not jsonschema.Draft202012Validator(SARIF).is_valid(log)


def test_an_empty_run_is_sarif_too() -> None:
    assert _sarif([])["runs"][0]["results"] == []
    jsonschema.Draft202012Validator(SARIF).validate(_sarif([]))


@pytest.mark.parametrize("render", [report.text, github], ids=["text", "github"])
def test_no_control_character_of_a_file_is_printed(render: Any) -> None:
    diagnostics = found(BROKEN)
    assert diagnostics
    shown = render(diagnostics, {"seeds/aldra-ferry/facts.yml": facts(BROKEN)})
    assert "\x1b" not in shown
    assert "\\x1b" in report.text(diagnostics, {"seeds/aldra-ferry/facts.yml": facts(BROKEN)})


def test_every_format_names_the_code_and_no_colour_goes_into_a_pipe(site: Path) -> None:
    for name in report.FORMATS:
        code, printed = _check(site, "--format", name)
        assert code == 1
        assert "BG301" in printed
        assert "\x1b" not in printed
    json.loads(_check(site, "--format", "json")[1])


def test_selected_codes_decide_on_the_exit_code(site: Path) -> None:
    assert _check(site, "--select", "BG4")[0] == 0
    assert "BG301" not in _check(site, "--select", "BG4")[1]
    assert _check(site, "--ignore", "BG301,BG4") == (
        0,
        "no problems; 2 not asked for; 1 briefing, 3 claims\n",
    )
    assert _check(site, "--ignore", "BG4")[0] == 1
    assert _check(site, "--select", "BG999")[0] == 2


def test_selection_by_beginnings_of_codes() -> None:
    diagnostics = found(WRONG, UNUSED)
    assert [d.code for d in chosen(diagnostics, ["BG3"], [])] == [Code.NOT_FOUND]
    assert chosen(diagnostics, ["BG3"], ["BG301"]) == ()
    assert chosen(diagnostics, [], []) == tuple(diagnostics)


def test_a_site_weighs_a_warning_as_an_error_or_turns_it_off() -> None:
    [unused] = found(UNUSED)
    assert unused.severity is Severity.WARNING
    assert Weights({"BG406": "error"}).apply([unused])[0].severity is Severity.ERROR
    assert Weights({"BG406": "off"}).apply([unused]) == ()
    assert Weights({"BG404": "off"}).apply([unused]) == (unused,)


@pytest.mark.parametrize(
    "configured", [{"BG301": "warning"}, {"BG602": "off"}, {"BG999": "error"}, {"BG406": "x"}, "no"]
)
def test_a_weight_that_would_let_a_wrong_quote_pass_is_refused(configured: Any) -> None:
    weights, problems = weights_from(configured, "mkdocs.yml")
    assert weights == Weights()
    assert [problem.code for problem in problems] == [Code.SITE]


def test_weights_stand_in_the_site_configuration(site: Path) -> None:
    extensions = "".join(f"\n  - {name}" for name in siteconfig.REQUIRED_EXTENSIONS)
    config = f"markdown_extensions:{extensions}\nextra:\n  briefgen:\n    severity:\n      BG406: error\n"
    (site / "mkdocs.yml").write_text(config, encoding="utf-8")
    assert "error BG406" in _check(site)[1]
    assert _check(site, "--select", "BG406")[0] == 1
