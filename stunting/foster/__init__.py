"""Orang tua asuh: programmes, placements of children, help given, and what became of the children."""
