"""What templates may see of a briefing and of the site, as values."""
