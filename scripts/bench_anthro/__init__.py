"""Speed and agreement of z-scores, beside other published programs: `make bench-anthro`."""
