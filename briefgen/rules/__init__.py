"""What must hold of a briefing: each rule one function with one code."""
