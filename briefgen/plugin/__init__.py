"""The MkDocs plugin: a site out of what the other packages make."""
