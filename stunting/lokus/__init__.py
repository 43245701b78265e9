"""Priority villages (lokus): the lists, what they reach, whether they helped, and how the next one is chosen."""
