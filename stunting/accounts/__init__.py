"""Accounts of a server: who may log in, what each was granted, which sessions are open. See docs/accounts.md.

Nothing here is asked on a laptop: there the one person at the keyboard has no account.
"""
