"""Fact files as text: a strict subset of YAML, read with the place of every key and value, and written."""
