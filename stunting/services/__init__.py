"""Services for families: what they are, their targets, and the sheets their counts come from."""
