"""The hall: the screen of the presenter, the window of the speaker, and whoever follows along."""
