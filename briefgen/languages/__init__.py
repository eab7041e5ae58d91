"""What each language calls numbers, units, months, negations and hedges. A language is a module of data."""
