"""Data shipped with Berita, read through importlib.resources."""
