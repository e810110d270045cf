"""Berita's engine: sync, store, search. No Qt; importable alone; runs headless."""

__version__ = "0.1.0"
