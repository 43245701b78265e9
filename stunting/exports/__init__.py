"""Files to take home: the same numbers as on the page, with title, source and release inside."""
