"""What differs between two states of the facts, and what that reaches."""
