"""Many camat at once on a server with row rules, and what they wrote afterwards: docs/load.md.

python -m scripts.load --help
"""
