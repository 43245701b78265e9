"""The page Data, one module per tab: import, quality, places, batches, weighing windows, releases, sources."""
