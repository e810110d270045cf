"""How right the text is that Berita makes of feeds, pages and stories: `python -m tests.grade`, see `__main__`."""
