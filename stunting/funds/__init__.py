"""Money of desa and others, beside the need it is meant for."""
