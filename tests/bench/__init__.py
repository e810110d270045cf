"""How fast Berita is, measured: one table, limits and floors beside the figures. `make bench`."""
