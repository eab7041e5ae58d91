"""The format of fact files, and the briefings that are read by it."""
