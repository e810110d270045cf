"""Pictures by reference: a file is removed with the last image that shows it, an image with its last story."""

from __future__ import annotations

from reader_app.paths import Paths
from reader_app.store.connection import Connection


def collect(db: Connection, paths: Paths) -> int:
    """Remove images without a story and pictures without an image. Inside a write transaction of the caller: no
    other process can begin to use a picture between the look and the removal."""
    db.run("delete from image where not exists (select 1 from story_image where story_image.image = image.id)")
    names = [row[0] for row in db.run(
        "select name from picture where not exists (select 1 from image where image.picture = picture.name)"
    )]
    for name in names:
        paths.picture(name).unlink(missing_ok=True)
        db.run("delete from picture where name = ?", (name,))
    return len(names)
