"""The grammar of the command line, told in the reader's language."""

from __future__ import annotations

import argparse
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any, NoReturn

import reader_app
from reader_app.words import N_, _, n_

COMMANDS = {
    "demo": N_("read the sample edition, in a profile of its own"),
    "add": N_("follow what a web address offers"),
    "preview": N_("what Berita would make of a file or an address, without following it"),
    "source": N_("show or change how one source is followed"),
    "key": N_("keep your own key for a news service that asks for one"),
    "import": N_("follow the sources of an OPML file"),
    "export": N_("write your sources to an OPML file"),
    "remove": N_("stop following a source; its saved stories stay"),
    "pause": N_("leave a source out of syncs"),
    "resume": N_("sync a paused source again"),
    "sources": N_("the sources that you follow"),
    "sync": N_("fetch what is new"),
    "list": N_("headlines, newest first"),
    "show": N_("one story"),
    "save": N_("save stories"),
    "unsave": N_("no longer save stories"),
    "read": N_("mark stories as read"),
    "unread": N_("mark stories as unread"),
    "search": N_("find stories by their words"),
    "settings": N_("show or change settings"),
    "undo": N_("take back what you did last"),
    "doctor": N_("check the profile, and say what helps"),
}

# What argparse itself says, so that the catalogue has it.
_ARGPARSE = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("ignored explicit argument %r"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
)


_MOST = 1 << 31  # stories no store holds: more is as much as all


class Parser(ArgumentParser):
    """Says what is wrong in one sentence, and where to read on."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        told = _("{message}. “{program} --help” shows how it is used.").format(
            message=message[:1].upper() + message[1:], program=self.prog
        )
        print(" ".join(told.split()), file=sys.stderr)
        raise SystemExit(2)


def profile_of(line: Sequence[str]) -> str | None:
    """The profile a command line names, read before anything else: the words' language is kept there."""
    for position, word in enumerate(line):
        if word == "--profile":
            return line[position + 1] if position + 1 < len(line) else None
        if word.startswith("--profile="):
            return word.partition("=")[2]
        if not word.startswith("-"):
            break
    return None


def unknown_command(line: Sequence[str]) -> str | None:
    """A sentence where the command is none of ours."""
    at = _command_at(line)
    if at >= len(line) or line[at] in COMMANDS:
        return None
    from difflib import get_close_matches

    name = line[at]
    near = get_close_matches(name, COMMANDS, n=1)
    if near:
        return _("There is no command “{name}”. Did you mean “{near}”?").format(name=name, near=near[0])
    return _("There is no command “{name}”. “berita --help” lists them.").format(name=name)


def with_exclusions(line: Sequence[str]) -> list[str]:
    """``line``, where in a search a word like -rain is a word that must not occur, and no option."""
    at = _command_at(line)
    if list(line[at : at + 1]) != ["search"]:
        return list(line)
    # argparse takes no word for an option that begins with a space, and to the query a space is nothing.
    return [*line[: at + 1], *(" " + word if _excludes(word) else word for word in line[at + 1 :])]


def _command_at(line: Sequence[str]) -> int:
    at = 0
    while at < len(line) and line[at].startswith("-"):
        at += 2 if line[at] == "--profile" else 1
    return at


def _excludes(word: str) -> bool:
    return len(word) > 1 and word[0] == "-" and word[1] != "-" and word != "-h"


def make_parser() -> Parser:
    """The whole grammar, in the language the words speak now."""
    # argparse takes its own words from gettext's global domain; these are the only names it looks them up by.
    vars(argparse).update(_=_, ngettext=n_)
    parser = Parser(
        prog="berita",
        description=_("A desktop news reader that works without a network. Without a command it opens the window."),
        epilog=_("“berita COMMAND --help” tells more about one command."),
    )
    parser.add_argument("--profile", metavar="DIR", help=_("the folder with everything of one user"))
    parser.add_argument(
        "--version",
        action="version",
        version=f"berita {reader_app.__version__}",
        help=_("show the version and exit"),
    )
    parser.add_argument("--selfcheck", action="store_true", help=_("check that this installation is whole, and exit"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title=_("commands"))

    def command(name: str, *, json: bool = False) -> ArgumentParser:
        about = _(COMMANDS[name])
        made = commands.add_parser(name, help=about, description=about[:1].upper() + about[1:] + ".")
        if json:
            made.add_argument("--json", action="store_true", help=_("one JSON object a line, for programs"))
        return made

    demo = command("demo")
    demo.add_argument("--headless", action="store_true", help=_("no window: sync, print the headlines and end"))
    add = command("add")
    add.add_argument("url", metavar="URL", help=_("address of a site, or of any of its pages"))
    add.add_argument("--section", metavar="S", help=_("put its stories into this section"))
    add.add_argument("--list", action="store_true", dest="only_list", help=_("only show what the address offers"))
    add.add_argument("--choose", metavar="N", type=_count, default=1, help=_("follow the offer with this number, not the first"))
    add.add_argument("--switch", action="store_true", help=_("where the site is followed another way: switch to this one"))
    preview = command("preview", json=True)
    preview.add_argument("files", metavar="URL|FILE", nargs="*", help=_("files, also packed ones (.gz), or addresses"))
    preview.add_argument("--url", metavar="BASE", default="", help=_("the address the files came from"))
    preview.add_argument("--urls", metavar="TSV", help=_("a table with a file and its address on each line"))
    source = command("source")
    source.add_argument("source", metavar="SOURCE", help=_("name or id of a source"))
    source.add_argument("--name", metavar="N", help=_("call it so"))
    source.add_argument("--section", metavar="S", help=_("put all its stories into this section; “-”: into its own"))
    source.add_argument("--map", metavar="THEIRS=OURS", action="append", default=[], help=_("its section is this one of ours"))
    source.add_argument("--every", metavar="MINUTES", type=int, help=_("how often it is asked by itself; 0: as the settings say"))
    source.add_argument("--fulltext", choices=("cut", "always", "never"), help=_("when the page of a story is read for its text"))
    key = command("key")
    key.add_argument("kind", metavar="SERVICE", choices=("guardian", "newsapi"), help="guardian, newsapi")
    key.add_argument("--file", action="store_true", help=_("keep it in a file that only you can read, not in the keyring"))
    key.add_argument("--forget", action="store_true", help=_("remove it"))
    command("import").add_argument("file", metavar="FILE", help=_("an OPML file"))
    export = command("export")
    export.add_argument("--to", metavar="FILE", required=True, help=_("the file to write"))
    export.add_argument("--format", choices=("opml",), default="opml", help=_("how it is written"))
    for name in ("remove", "pause", "resume"):
        command(name).add_argument("source", metavar="SOURCE", help=_("name or id of a source"))
    command("sources", json=True)
    sync = command("sync", json=True)
    sync.add_argument("--no-pictures", action="store_true", help=_("leave pictures for another time"))
    list_ = command("list", json=True)
    list_.add_argument("--section", metavar="S", help=_("only this section"))
    list_.add_argument("--unread", action="store_true", help=_("only stories not yet read"))
    list_.add_argument("--saved", action="store_true", help=_("only saved stories"))
    _add_limit(list_)
    show = command("show")
    show.add_argument("id", metavar="ID", help=_("id of a story, as “berita list” shows it"))
    formats = ("text", "markdown", "html", "json")
    show.add_argument("--format", choices=formats, default="text", help=_("how it is written"))
    for name in ("save", "unsave", "read", "unread"):
        command(name).add_argument("ids", metavar="ID", nargs="+", help=_("ids of stories"))
    search = command("search", json=True)
    search.add_argument(
        "query",
        metavar="QUERY",
        nargs="+",
        help=_("words, “phrases”, -not, OR, and section: source: author: after: before: is: in:title"),
    )
    _add_limit(search)
    settings = command("settings")
    settings.add_argument("key", metavar="KEY", nargs="?", help=_("name of a setting"))
    settings.add_argument("value", metavar="VALUE", nargs="?", help=_("what it is to be"))
    command("undo")
    command("doctor", json=True)
    return parser


def _add_limit(parser: ArgumentParser) -> None:
    parser.add_argument("--limit", metavar="N", type=_count, default=50, help=_("at most so many (50)"))


def _count(text: str) -> int:
    try:
        count = int(text)
    except ValueError:
        count = 0
    if count < 1:
        raise argparse.ArgumentTypeError(_("“{text}” is not a number from 1 up").format(text=text))
    return min(count, _MOST)
