"""e-PPGBM exports -> pseudonymised measurements -> counts per desa and month.

reading, headers, cells      a file becomes typed rows; every trap of the exports is a named rule
places, identity, facilities who, where, which puskesmas: codes and keys instead of names
store, aggregates            batches in the restricted folder, counts for the release
importing, report            the whole, all or nothing, and what is said about it
"""
