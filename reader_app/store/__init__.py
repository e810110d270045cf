"""The store: the only room that imports peewee and apsw."""

from reader_app.store.store import Store

__all__ = ["Store"]
