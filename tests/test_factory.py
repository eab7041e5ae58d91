"""The fact file that other tests change one thing in."""

from tests.factory import codes, found


def test_the_unchanged_fact_file_has_no_problem() -> None:
    assert found() == []


def test_a_changed_quote_is_a_problem() -> None:
    assert codes(
        ("evidence: The ferry to Aldra will not", "evidence: The ferry to Aldra will")
    ) == ["BG301"]
