"""Records are typed, frozen values that hold what their class declares, and nothing else."""

from __future__ import annotations

import json
import pickle

import pytest

from briefgen.exports import export
from briefgen.facts import reading
from briefgen.facts.evidence import Evidence, When
from briefgen.facts.faults import Faults

LONG = {"edtf": "2031-05", "basis": "read off the minutes"}


def test_a_record_has_the_fields_of_its_class_with_their_defaults() -> None:
    evidence = Evidence(exact="the boats run")
    assert (evidence.exact, evidence.prefix, evidence.source) == ("the boats run", None, None)
    assert [field.key for field in Evidence.fields] == ["source", "exact", "prefix", "suffix"]


@pytest.mark.parametrize("values", [{}, {"exact": "x", "exactly": "x"}, {"prefix": "x"}])
def test_a_record_with_other_fields_is_a_mistake_of_ours(values: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="Evidence"):
        Evidence(**values)


def test_a_record_cannot_be_changed() -> None:
    when = When(edtf="2031")
    with pytest.raises(AttributeError, match="frozen"):
        when.edtf = "2032"  # type: ignore[misc]  # what the type checker refuses as well
    with pytest.raises(AttributeError, match="frozen"):
        del when.edtf
    assert when.edtf == "2031"


def test_records_are_equal_by_class_and_values() -> None:
    assert When(edtf="2031") == When(edtf="2031")
    assert hash(When(edtf="2031")) == hash(When(edtf="2031"))
    assert When(edtf="2031") != When(edtf="2032")
    assert When(edtf="2031") != "2031"
    assert pickle.loads(pickle.dumps(When(edtf="2031"))) == When(edtf="2031")  # noqa: S301  # our own bytes


def test_what_is_written_out_reads_as_the_same_record() -> None:
    read = reading.read(When, LONG)
    assert isinstance(read, When)
    assert export.as_json(read) == f"{json.dumps(LONG, indent=1)}\n".encode()
    assert export.as_json(When(edtf="2031")) == b'{\n "edtf": "2031"\n}\n'


def test_what_holds_nothing_is_written_out_as_python_writes_it() -> None:
    held = {"a": {}, "b": (), "c": {"d": (1, 'ü"\n', True, None)}}
    assert export.as_json(held) == f"{json.dumps(held, indent=1, ensure_ascii=False)}\n".encode()


def test_every_fault_is_found_in_the_order_of_the_model() -> None:
    faults = reading.read(When, {"basis": "", "why": "x"})
    assert isinstance(faults, Faults)
    found = [(fault.path, fault.kind) for fault in faults]
    assert found == [(("edtf",), "missing"), (("basis",), "empty"), (("why",), "unknown")]
