"""Commands about sources: follow, change, leave out, no longer follow; and the keys that some need."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from reader_app import words
from reader_app.cli import output
from reader_app.errors import AlreadyThere, NotFound
from reader_app.records import Offer, Source
from reader_app.words import _

if TYPE_CHECKING:
    from reader_app.library import Library


def add(library: Library, arguments: Namespace) -> int:
    offers = library.discover(arguments.url)
    if arguments.only_list:
        for number, offer in enumerate(offers, 1):
            _show(number, offer)
        return 0
    if arguments.choose > len(offers):
        raise NotFound("offer", str(arguments.choose))
    offer = offers[arguments.choose - 1]
    try:
        source = library.follow(offer, arguments.section)
    except AlreadyThere as error:
        if arguments.switch and error.what == "way":
            source = library.switch(offer)
            print(output.plain(_("{name} is reached another way from now on.").format(name=source.name)))
            return 0
        print(output.plain(words.error(error)))  # what was asked for is so
        return 0
    if offer.kind == "page":
        print(output.plain(_("Saved “{title}”. “berita sync” fetches its text.").format(title=offer.name)))
        return 0
    print(output.plain(_("You now follow {name}. “berita sync” fetches its stories.").format(name=source.name)))
    if offer.needs_key:
        print(output.plain(_("It needs a key of your own: “berita key {kind}” asks for it.").format(kind=offer.kind)))
    return 0


def _show(number: int, offer: Offer) -> None:
    told = [words.kind(offer.kind), offer.description, offer.url]
    print(f"{number}. {output.bold(offer.name)}\n   {output.plain(' · '.join(filter(None, told)))}")
    for title in offer.newest[:5]:
        print(f"   – {output.plain(title)}")


def source(library: Library, arguments: Namespace) -> int:
    """Changes what was named, then shows how the source is followed."""
    chosen = library.ask.source(arguments.source)
    if arguments.name:
        library.do.rename_source(chosen.id, arguments.name)
    if arguments.section is not None:
        library.do.put_all_in(chosen.id, None if arguments.section == "-" else arguments.section)
    for pair in arguments.map:
        theirs, _equals, ours = pair.partition("=")
        _map(library, chosen, theirs.strip(), ours.strip())
    if arguments.every is not None:
        library.do.set_interval(chosen.id, max(arguments.every, 0) or None)
    if arguments.fulltext:
        library.do.set_fulltext(chosen.id, arguments.fulltext)
    chosen = library.ask.source(str(chosen.id))
    names = {each.id: each.name for each in library.ask.sections()}
    print(output.bold(chosen.name))
    for line in words.followed(chosen, names, library.settings.sync_every):
        print(f"  {output.plain(line)}")
    for each in library.ask.shelves(chosen.id):
        print(f"  {output.plain(each.name or each.remote_id)} → {output.plain(names.get(each.section, ''))}")
    return 0


def _map(library: Library, chosen: Source, theirs: str, ours: str) -> None:
    for each in library.ask.shelves(chosen.id):
        if theirs in (each.remote_id, each.name) and ours:
            library.do.map_section(chosen.id, each.remote_id, ours)
            return
    raise NotFound("section", theirs)


def key(library: Library, arguments: Namespace) -> int:
    """The key comes from the terminal without being shown, or from a pipe; never from the command line, which others see."""
    if arguments.forget:
        library.forget_key(arguments.kind)
        print(_("The key is removed."))
        return 0
    asked = _("Key for {service}: ").format(service=words.kind(arguments.kind))
    given = getpass.getpass(asked) if sys.stdin.isatty() else sys.stdin.readline()
    if not given.strip():
        print(_("No key was given; nothing changed."), file=sys.stderr)
        return 1
    library.keep_key(arguments.kind, given, in_file=arguments.file)
    print(_("The key is kept."))
    return 0


def remove(library: Library, arguments: Namespace) -> int:
    source = library.ask.source(arguments.source)
    library.do.remove(source.id)
    print(output.plain(_("You no longer follow {name}. Its saved stories stay.").format(name=source.name)))
    return 0


def pause(library: Library, arguments: Namespace) -> int:
    source = library.ask.source(arguments.source)
    library.do.pause(source.id)
    print(output.plain(_("{name} is left out of syncs until you resume it.").format(name=source.name)))
    return 0


def resume(library: Library, arguments: Namespace) -> int:
    source = library.ask.source(arguments.source)
    library.do.resume(source.id)
    print(output.plain(_("{name} is part of syncs again.").format(name=source.name)))
    return 0
