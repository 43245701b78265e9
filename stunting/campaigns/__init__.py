"""Campaigns and other events: where they were, who came, and what was measured before and after."""
