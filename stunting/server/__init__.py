"""Serving many: the settings of a server, its workers behind nginx, health, backup and restore. See docs/server.md."""
