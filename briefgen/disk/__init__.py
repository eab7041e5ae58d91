"""All that is outside of the program: files, the clock, git, the network, other processes."""
