"""The sample edition as a news site of its own: a loopback server that speaks the WordPress contract."""

from reader_app.demo.edition import offer

__all__ = ["offer"]
