"""What the reader did, in a word for the status line, and what each setting does."""

from __future__ import annotations

from reader_app.words.language import N_, _

# Done, and taken back again.
_DEEDS = {
    "save": (N_("Saved"), N_("No longer saved, as before")),
    "unsave": (N_("No longer saved"), N_("Saved again")),
    "mark-read": (N_("Marked as read"), N_("Unread again")),
    "shown": (N_("Read"), N_("Unread again")),
    "mark-unread": (N_("Marked as unread"), N_("Read again")),
    "mark-all-read": (N_("All marked as read"), N_("Unread again")),
    "pause": (N_("Source paused"), N_("Source no longer paused")),
    "resume": (N_("Source no longer paused"), N_("Source paused again")),
    "remove": (N_("Source removed; its saved stories stay"), N_("Source is back")),
    "switch": (N_("Source reached another way"), N_("Source reached as before")),
    "edit-source": (N_("Source changed"), N_("Source is as before")),
    "add": (N_("Source added"), N_("Source removed again")),
    "rename-source": (N_("Source renamed"), N_("Source has its old name again")),
    "order-sections": (N_("Sections reordered"), N_("Sections are in their old order again")),
    "hide-section": (N_("Section hidden"), N_("Section shown again")),
    "show-section": (N_("Section shown"), N_("Section hidden again")),
    "change-setting": (N_("Setting changed"), N_("Setting is as before")),
}

_SETTINGS = {
    "language": N_("Language of the words: system, en (English) or id (Indonesian)."),
    "theme": N_("Colours of the window: system, light or dark."),
    "timezone": N_("Time zone in which times are told: system, or a name such as Asia/Jakarta."),
    "text_size": N_("Size of the text of a story, in per cent."),
    "read_after": N_("Milliseconds a story is shown until it counts as read; 0: only with Enter."),
    "sync_at_start": N_("Whether the window syncs when it opens."),
    "sync_every": N_("Minutes between two syncs while the window is open; 0: never by itself."),
    "first_sync": N_("How many stories the first sync of a source fetches."),
    "older_stories": N_("How many older stories are fetched at a time."),
    "pictures": N_("Whether pictures are fetched and kept with their stories."),
    "guardian_requests": N_("How many requests a day your key for The Guardian may spend; 0: no bound."),
    "newsapi_requests": N_("How many requests a day your key for NewsAPI may spend; 0: no bound."),
    "picture_size": N_("Longest side of a kept picture, in pixels."),
}


def deeds() -> tuple[str, ...]:
    """Every deed that has words."""
    return tuple(_DEEDS)


def deed(key: str) -> str:
    """What was done: "Saved"."""
    return _(_DEEDS[key][0])


def undone(key: str) -> str:
    """What taking it back did: "Unread again"."""
    return _(_DEEDS[key][1])


def setting(key: str) -> str:
    """What the setting ``key`` does."""
    return _(_SETTINGS[key])
