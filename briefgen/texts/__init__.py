"""Archived texts and single sentences: finding quotations, folding, and what a text mentions, denies or dates."""
