"""What the search finds, cut into the parts that a build makes and a browser loads."""
