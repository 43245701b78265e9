"""Satu lembar per desa: what is known of one desa, and three questions for its kepala desa, chosen by rules."""
