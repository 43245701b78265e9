"""From raw files to a release: every step that writes what the pages later read."""
