"""e-PPGBM exports -> pseudonymised measurements -> counts per desa and month.

reading, headers, cells      a file becomes typed rows; every trap of the exports is a named rule
places, identity, facilities who, where, which puskesmas: codes and keys instead of names
state, staging, aggregates   batches in the restricted folder, counts for the release
commit, journal              release and state change together, also when a process is killed
importing, report            the whole, all or nothing, and what is said about it
"""
