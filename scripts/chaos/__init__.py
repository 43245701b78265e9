"""Things that go wrong on a server, done on purpose: docs/load.md.

python -m scripts.chaos --help
"""
