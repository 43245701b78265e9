"""A province from its kabupaten: signed files with sums alone, and a release made of them (docs/province.md)."""

# Fact of a release: how many kabupaten delivered. Releases without it may lack the tables of deliveries.
META_KEY = "delivered_kabupaten_n"
