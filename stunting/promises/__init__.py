"""What was promised at a rembuk, and what became of it: reports, states at a day, the sheet that calls promises in."""
