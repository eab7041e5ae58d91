"""briefgen turns fact files into briefing pages in which every sentence leads to the passage that it rests on."""

__version__ = "0.1.0"
