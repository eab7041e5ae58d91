"""The engine behind the search box: the theme's own, or Pagefind in shards."""
