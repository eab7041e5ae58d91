"""What one run leaves to the next, and where it lies."""
