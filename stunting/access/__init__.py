"""Who may see and do what, and where: decided in one table, asked where data are read.

    gate.require(Thing.COUNTS, "1801")

On a laptop the one person at the keyboard may do everything. On a server nobody may do anything but read public
aggregates until an account says more. See docs/access.md.
"""
