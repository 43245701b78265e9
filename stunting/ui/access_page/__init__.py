"""The page Akses, a module per tab: accounts and what they may, and the trail of who did what."""
