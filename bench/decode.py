"""How long reading the shape of 5,000 claims takes: the claims of the real briefing, repeated under ids of their own."""

from __future__ import annotations

import copy
import statistics
import time
from pathlib import Path

from briefgen.facts import reading
from briefgen.facts.model import Facts
from briefgen.yaml import strict

FILE = Path(__file__).parent.parent / "seeds" / "azure-databricks" / "facts.yml"
CLAIMS = 5_000
RUNS = 7


def main() -> None:
    """Prints the median of the processor times."""
    document, _ = strict.parse(FILE.name, FILE.read_bytes())
    assert document is not None
    data = document.data
    claims = list(data["claims"].values())
    data["claims"] = {
        f"claim-{number}": copy.deepcopy(claims[number % len(claims)]) for number in range(CLAIMS)
    }
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        facts = reading.read(Facts, data)
        times.append(time.process_time() - began)
        assert isinstance(facts, Facts)
    print(f"{CLAIMS:,} claims read in {statistics.median(times) * 1000:.0f} ms of processor time")


if __name__ == "__main__":
    main()
