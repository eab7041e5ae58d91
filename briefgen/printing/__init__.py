"""Views → Markdown pages: the sandbox of templates, and the code that prints the same more quickly."""
