"""Fact files as they are drafted and edited."""
