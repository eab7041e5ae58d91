"""The other forms of a briefing than its pages: feed, data files, cards, copies for programs, the policy of the site."""
