"""A province from its kabupaten: signed files with sums alone, and a release made of them (docs/province.md)."""
