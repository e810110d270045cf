"""Every reason and every error as one plain sentence and what may be done about it.

Only the host of an address is named: an address can hold a key or a password."""

from __future__ import annotations

from urllib.parse import urlsplit

from reader_app import errors
from reader_app.errors import BeritaError, Reason
from reader_app.records import Failure
from reader_app.words.language import N_, P_, _

_REASONS = {
    Reason.BAD_ADDRESS: N_("“{typed}” is not a web address. It should look like https://example.com."),
    Reason.OFFLINE: N_("There is no network. What is already synced can be read; the rest comes with the next sync."),
    Reason.NO_SUCH_HOST: N_("There is no site called {host}. Check the spelling of the address."),
    Reason.REFUSED: N_("{host} does not answer at this address. Try again later."),
    Reason.TIMEOUT: N_("{host} took too long to answer. Try again later."),
    Reason.TLS: N_("The security certificate of {host} does not hold. Check this computer's date, or tell the site."),
    Reason.INTERRUPTED: N_("The connection to {host} broke. Try again."),
    Reason.REDIRECTS: N_("{host} sends Berita in circles. Open the site in a browser and use the address shown there."),
    Reason.DOWNGRADE: N_("A secure page led to {host} without encryption, so Berita did not follow. Try its https address."),
    Reason.PRIVATE_ADDRESS: N_("{host} lies within a private network, and a public page may not lead there."),
    Reason.UNAUTHORIZED: N_("{host} asks for a password or a key, so Berita cannot read it."),
    Reason.FORBIDDEN: N_("{host} does not let Berita in. The site may block programs; try again later."),
    Reason.GONE: N_("What Berita looked for at {host} is not there. Check the address."),
    Reason.TOO_MANY: N_("{host} asks for fewer requests. Berita will wait and try again."),
    Reason.SERVER: N_("{host} has trouble of its own. Try again later."),
    Reason.STATUS: N_("{host} gave an answer that Berita does not understand. Try again later."),
    Reason.TOO_LARGE: N_("{host} sent more than Berita accepts, so it was not kept."),
    Reason.BAD_ENCODING: N_("The answer of {host} arrived damaged. Try again later."),
    Reason.NOT_JSON: N_("{host} sent a web page or half an answer instead of its stories. Try again later."),
    Reason.NOT_WORDPRESS: N_("{host} is not a WordPress site, or hides it. Try the address of its front page."),
    Reason.NOTHING_OFFERED: N_("{host} offers no news that Berita can follow. Try the address of its front page."),
    Reason.API_CLOSED: N_("{host} has switched off the service that Berita reads, so it cannot be followed."),
    Reason.REPEATS: N_("{host} answers every question with the same page, so older stories cannot be reached."),
    Reason.UNREADABLE: N_("The answer of {host} could not be read. Try again later."),
    Reason.TOO_SLOW: N_("A story of {host} took too long to read and was left out. The others are there."),
    Reason.TOO_HEAVY: N_("A story of {host} was too heavy to read and was left out. The others are there."),
    Reason.NOT_A_PICTURE: N_("What {host} sent as a picture is not one."),
    Reason.PICTURE_TOO_BIG: N_("A picture of {host} is too big to be kept."),
    Reason.NOT_A_FEED: N_("{host} sent something else where its feed was. What was synced before stays."),
    Reason.PAYWALL: N_("{host} shows the whole story to its subscribers only."),
    Reason.BLOCKED: N_("{host} asks for proof that a person is reading, so the whole text could not be fetched."),
    Reason.NO_STORY: N_("No story was found on this page of {host}."),
    Reason.ROBOTS: N_("{host} asks programs not to fetch this page, and Berita keeps to that."),
    Reason.KEY_MISSING: N_("{host} needs a key of your own. Add it in the sources window, or with “berita key”."),
    Reason.KEY_REFUSED: N_("{host} does not accept your key. Check it in the sources window, or with “berita key”."),
    Reason.QUOTA: N_("Your key for {host} has no requests left for now. Berita goes on when it has."),
    Reason.PLAN: N_("Your key's plan at {host} does not include this. What it includes was fetched."),
    Reason.NOT_OPML: N_("This file is no list of feeds (OPML), so nothing was added."),
    Reason.NO_FILE: N_("The file cannot be opened. Check its name."),
    Reason.CANCELLED: N_("Stopped, as you asked. What had arrived is kept."),
}


def failure(failure: Failure) -> str:
    """The sentence for a failure that was kept: why, and what helps."""
    try:
        reason = Reason(failure.reason)
    except ValueError:  # kept by a newer Berita
        reason = Reason.STATUS
    if reason is Reason.STATUS and failure.detail.isdigit():
        return _("{host} answered with error {status}. Try again later.").format(
            host=_host(failure.url), status=failure.detail
        )
    return _(_REASONS[reason]).format(host=_host(failure.url), typed=_short(failure.url))


def error(error: BeritaError) -> str:
    """The sentence for an error that was raised on purpose."""
    match error:
        case errors.FetchError() | errors.PayloadError():
            return failure(error.failure())
        case errors.StoreFull():
            return _("The disk is full. Nothing that was kept is lost; make room and try again.")
        case errors.StoreReadOnly():
            return _("The profile folder cannot be written to. Make it writable, or choose another with --profile.")
        case errors.StoreBusy():
            return _("Another Berita is busy with this profile. Try again in a moment.")
        case errors.StoreTooNew():
            return _("This profile was written by a newer Berita. Install the newer version to open it.")
        case errors.StoreDamaged():
            return _("The store of this profile is damaged. Run “berita doctor” to see what can be done.")
        case errors.StoreError():
            return _("The store of this profile cannot be used. Run “berita doctor” to see why.")
        case errors.NotFound():
            return _not_found(error)
        case errors.AlreadyThere(what="way"):
            return _("You already follow {name}, by another way. Choose to switch, or leave it as it is.").format(
                name=error.name
            )
        case errors.AlreadyThere():
            return _("You already follow {name}.").format(name=error.name)
        case errors.AlreadySyncing():
            return _("Another sync of this profile is under way. Wait for it to end.")
        case errors.SettingsError():
            return _setting(error)
        case errors.KeysUnavailable():
            return _keys(error)
    return _("Something went wrong that Berita has no words for ({name}).").format(name=type(error).__name__)


def _not_found(error: errors.NotFound) -> str:
    name = _short(error.name)
    match error.what:
        case "story":
            return _("There is no story “{name}”. “berita list” shows the ids.").format(name=name)
        case "source":
            return _("There is no source “{name}”. “berita sources” shows them all.").format(name=name)
        case "offer":
            return _("There is no offer number {name}. “berita add URL --list” shows them all.").format(name=name)
        case "section":
            return _("There is no section “{name}”. Check the spelling of its name.").format(name=name)
        case "setting":
            return _("There is no setting “{name}”. “berita settings” shows them all.").format(name=name)
        case "undo":
            return _("There is nothing to undo.")
        case "redo":
            return _("There is nothing to redo.")
    return _("“{name}” is not there.").format(name=name)


def _keys(error: errors.KeysUnavailable) -> str:
    match error.why:
        case "open-file":
            return _("The file {file} holds keys and others may read it. Make it yours alone (chmod 600).").format(
                file=error.file
            )
        case "bad-file":
            return _("The file {file}, which holds keys, cannot be read or written.").format(file=error.file)
    return _("This system has no keyring that works. Keys can be kept in an owner-only file instead.")


def _setting(error: errors.SettingsError) -> str:
    key, value, hint = error.key, _short(error.value), error.detail
    if not hint:
        return _("There is no setting “{name}”. “berita settings” shows them all.").format(name=_short(key))
    if key == "timezone":
        return _("“{value}” is no time zone. {key} takes a name such as Asia/Jakarta, or system.").format(
            value=value, key=key
        )
    if "–" in hint:
        least, _dash, most = hint.partition("–")
        return _("{key} takes a number from {least} to {most}, not “{value}”.").format(
            key=key, least=least, most=most, value=value
        )
    if "|" in hint:
        *first, last = hint.split("|")
        return _("{key} takes {choices}, not “{value}”.").format(
            key=key,
            choices=P_("choices", "{all_but_last} or {last}").format(all_but_last=", ".join(first), last=last),
            value=value,
        )
    return _("{key} takes a whole number, not “{value}”.").format(key=key, value=value)


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname
    except ValueError:  # "https://[": no address at all
        host = None
    return host or (_("this source") if "://" in url or not url else _short(url.rpartition("@")[2]))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:79] + "…"
