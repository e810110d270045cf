"""Peewee's view of the small tables: sources and sections. Stories are read and written by hand-made SQL, row by row counted."""

from __future__ import annotations

import json
from typing import Any

from peewee import AutoField, BooleanField, IntegerField, Model, TextField


class JsonField(TextField):
    """A JSON object in a text column."""

    def db_value(self, value: Any) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def python_value(self, value: str | None) -> Any:
        return None if value is None else json.loads(value)


class SourceTable(Model):
    id = AutoField()
    key = TextField(unique=True)
    kind = TextField()
    name = TextField()
    url = TextField()
    config = JsonField(default=dict)
    memory = JsonField(default=dict)
    section = IntegerField(null=True)
    added = IntegerField()
    paused = BooleanField(default=False)
    fulltext = TextField(default="cut")
    every = IntegerField(null=True)
    removed = BooleanField(default=False)
    last_sync = IntegerField(null=True)
    failure = JsonField(null=True)
    failures = IntegerField(default=0)
    next_try = IntegerField(null=True)
    stories = IntegerField(default=0)
    unread = IntegerField(default=0)

    class Meta:
        table_name = "source"


class SectionTable(Model):
    id = AutoField()
    name = TextField()
    folded = TextField(unique=True)
    parent = IntegerField(null=True)
    position = IntegerField()
    hidden = BooleanField(default=False)
    stories = IntegerField(default=0)
    unread = IntegerField(default=0)

    class Meta:
        table_name = "section"
