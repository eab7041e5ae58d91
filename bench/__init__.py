"""Measurements of briefgen and of its peers. `make bench` runs them; none of this is in the wheel."""
