"""Commands that only look: sources, list, show, search."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reader_app import words
from reader_app.cli import output
from reader_app.errors import NotFound
from reader_app.records import Image, Source, Story, StoryQuery, parse_story_name
from reader_app.words import P_, _, n_

if TYPE_CHECKING:
    from reader_app.library import Library


def story_id(name: str) -> int:
    """The identity that a reader's ``name`` of a story stands for. Raises NotFound."""
    identity = parse_story_name(name)
    if identity is None:
        raise NotFound("story", name)
    return identity


def sources(library: Library, arguments: Namespace) -> int:
    followed = [source for source in library.ask.sources() if not source.removed]
    if arguments.json:
        for source in followed:
            output.json_line(source_record(source))
        return 0
    if not followed:
        print(_("You follow no source yet. “berita add URL” adds one, “berita demo” shows a sample."))
        return 0
    now = datetime.now(UTC)
    heads = (_("Name"), _("Stories"), _("Unread"), _("Last sync"), _("Id"))
    rows = [
        (
            source.name + (" " + _("(paused)") if source.paused else ""),
            words.number(source.stories),
            words.number(source.unread),
            words.ago(source.last_sync, now) if source.last_sync else _("never"),
            source.key,
        )
        for source in followed
    ]
    output.table(heads, rows)
    for source in followed:
        if source.last_error:
            told = P_("failed source", "{source}: {sentence}")
            print(output.plain(told.format(source=source.name, sentence=words.failure(source.last_error))))
    return 0


def source_record(source: Source) -> dict[str, Any]:
    return {
        "id": source.key,
        "kind": source.kind,
        "name": source.name,
        "url": source.url,
        "sections": source.sections,
        "stories": source.stories,
        "unread": source.unread,
        "last_sync": output.time_or_none(source.last_sync),
        "last_error": source.last_error.reason if source.last_error else None,
        "paused": source.paused,
        "next_try": output.time_or_none(source.next_try),
    }


def list_(library: Library, arguments: Namespace) -> int:
    section = library.ask.section_named(arguments.section).id if arguments.section is not None else None
    query = StoryQuery(section=section, unread=arguments.unread, saved=arguments.saved)
    page = library.ask.page(query, arguments.limit)
    now = datetime.now(UTC)
    for headline in page.headlines:
        if arguments.json:
            output.json_line(output.headline_record(headline))
        else:
            print(output.headline_line(headline, now))
    if not page.headlines and not arguments.json:
        print(_("There are no stories here."))
    return 0


def search(library: Library, arguments: Namespace) -> int:
    found = library.ask.search(" ".join(arguments.query), limit=arguments.limit)
    if arguments.json:
        for hit in found.hits:
            output.json_line({**output.headline_record(hit.headline), "snippet": hit.snippet})
        output.json_line({"ms": round(found.milliseconds, 3), "hits": found.count, "exact": found.exact})
        return 0
    now = datetime.now(UTC)
    for hit in found.hits:
        print(output.headline_line(hit.headline, now))
        if hit.snippet:
            print("    " + _marked(hit.snippet, hit.marks))
    print(_told(found.count, found.exact))
    return 0


def show(library: Library, arguments: Namespace) -> int:
    identity = story_id(arguments.id)
    story = library.ask.story(identity)
    match arguments.format:
        case "json":
            output.json_line(_story_record(library, story))
        case "markdown":
            print(output.plain(_markdown(library, story)))
        case "html":
            print(output.plain(library.ask.html(identity)))
        case _:
            print(_as_text(story))
    return 0


def _markdown(library: Library, story: Story) -> str:
    return library.convert(story.headline.id) if story.markdown is None else story.markdown


def _story_record(library: Library, story: Story) -> dict[str, Any]:
    lead = story.lead
    return {
        **output.headline_record(story.headline),
        "caption": lead.caption if lead else "",
        "credit": lead.credit if lead else "",
        "images": [_image_record(library, image) for image in story.images],
        "markdown": _markdown(library, story),
        "text": story.text,
        "whole": not story.cut,
        "cut_why": story.cut_why.reason if story.cut_why else None,
        "summary": story.summary,
        "sections": list(story.sections),
        "tags": list(story.tags),
        "language": story.language,
        "protected": story.headline.protected,
        "withdrawn": story.headline.withdrawn,
        "versions": story.versions,
    }


def _image_record(library: Library, image: Image) -> dict[str, Any]:
    return {
        "url": image.url,
        "alt": image.alt,
        "caption": image.caption,
        "credit": image.credit,
        "width": image.width,
        "height": image.height,
        "lead": image.lead,
        "file": str(library.paths.picture(image.picture)) if image.picture else None,
        "problem": image.problem,
    }


def _as_text(story: Story) -> str:
    headline = story.headline
    by = " · ".join(each for each in (headline.author, headline.source) if each)
    head = [headline.section.upper(), headline.title, words.dateline(headline.published), by]
    if headline.updated:
        head.append(_("Edited {when}").format(when=words.long_date(headline.updated)))
    if headline.withdrawn:
        head.append(_("Withdrawn by its publisher."))
    parts = ["\n".join(line for line in head if line)]
    lead = story.lead
    if lead and (lead.caption or lead.credit):
        parts.append("[" + " — ".join(each for each in (lead.caption, lead.credit) if each) + "]")
    if headline.protected:
        parts.append(_("The text opens with a password, on the publisher's own page only."))
    if story.text:
        parts.append(story.text)
    parts.append(headline.url)
    return "\n\n".join(output.paragraphs(part) for part in parts)


def _marked(snippet: str, marks: tuple[tuple[int, int], ...]) -> str:
    """The snippet on one line, the words found in bold."""
    flat = snippet.replace("\n", " ")
    told, position = [], 0
    for start, end in marks:
        told += [output.plain(flat[position:start]), output.bold(flat[start:end])]
        position = end
    return "".join(told) + output.plain(flat[position:])


def _told(count: int, exact: bool) -> str:
    told = words.number(count)
    if not exact:
        return n_("At least {count} story found.", "At least {count} stories found.", count).format(count=told)
    return n_("{count} story found.", "{count} stories found.", count).format(count=told)
