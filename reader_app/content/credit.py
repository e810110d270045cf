"""Where a caption ends and the credit begins: "Suasana pasar (Foto: Rina/Antara)", "Ketua panitia/Net"."""

from __future__ import annotations

import re

_LONGEST = 120  # characters of a credit; more is a sentence

# Labels that are one wherever a word may begin, and those that are one only where a sentence may begin.
_STRONG = (
    r"foto(?:grafer)?(?:\s+oleh)?\s*:|foto\s*/|photo(?:graph(?:er)?)?(?:\s+credit|\s+courtesy)?\s*:|image\s+credit\s*:"
    r"|credits?\s*:|kredit\s*:|©|\(c\)"
)
_WEAK = (
    r"(?:photo|photograph|photographed|image)\s+by\b:?|gambar\s*:|images?\s*:|picture\s*:"
    r"|sumber(?:\s+foto)?\s*:|source\s*:|courtesy(?:\s+of\b|\s*:)|(?=dok(?:umen(?:tasi)?)?\b\s*[.:/])|(?=dokumentasi\s)"
)
_BRACKETED = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]{2,160})[)\]]\s*[.]?\s*\Z")
_LABELLED = re.compile(
    rf"(?:(?:\A|(?<=[\s.,;|/(–—-]))(?:{_STRONG})|(?:\A|(?<=[.;|/(–—!?)”\"] )|(?<=[|/(–—]))(?:{_WEAK}))"
    r"\s*(?P<credit>[^\n]{2,160})\Z",
    re.I,
)
_ONLY_LABEL = re.compile(rf"\A(?:{_STRONG}|{_WEAK})\s*", re.I)

# Newsrooms and agencies that are written behind a slash or alone in brackets.
_KNOWN = re.compile(
    r"(?:net(?:work)?|ist(?:imewa)?|rep(?:ro(?:duksi)?)?|rmol\w*|antara(?:\s?foto|news)?|afp|ap|apa|reuters"
    r"|getty(?:\s?images)?|epa(?:-efe)?|efe|dpa|xinhua|kyodo|anadolu|bloomberg|ap photo|shutterstock|unsplash|pexels"
    r"|pixabay|freepik"
    r"|istock(?:photo)?|alamy|wikimedia(?: commons)?|flickr|instagram|youtube|twitter|facebook|tiktok|x"
    r"|dok(?:umentasi|\.)?(?:\s?[\w.]+){0,4}|humas\b.{0,40}|setpres|bpmi\b.{0,30}|biro\s.{2,40}|puspen\b.{0,20}|pribadi"
    r"|kompas(?:\.com|tv)?|detik(?:com|news|\.com)?|tempo(?:\.co)?|liputan6(?:\.com)?|okezone|republika|sindonews|inews"
    r"|tribun\w*|jawapos|medcom|viva|kumparan|suara\.com|merdeka\.com|cnn(?: indonesia)?|bbc|tvone|metrotv"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:com|co\.id|id|net|org|co|go\.id|or\.id|tv))",
    re.I,
)
_SLASHED = re.compile(r"(?P<caption>\A.*\S)\s*/\s*(?P<credit>[^/]{2,40})\Z", re.S)


def split_credit(caption: str) -> tuple[str, str]:
    """(caption, credit) of a caption in plain text; the credit without its label, "" where none is recognised."""
    caption = " ".join(caption.split())
    bracketed = _BRACKETED.search(caption)
    if bracketed:
        credit = _bracketed_credit(bracketed["inside"].strip())
        if credit:
            return _trimmed(caption[: bracketed.start()]), credit
    labelled = _LABELLED.search(caption)
    if labelled:
        credit = _credit(labelled["credit"])
        if credit:
            return _trimmed(caption[: labelled.start()]), credit
    slashed = _SLASHED.match(caption)
    if slashed and _KNOWN.fullmatch(slashed["credit"].rstrip(" .")) and " " in slashed["caption"]:
        return _trimmed(slashed["caption"]), slashed["credit"].rstrip(" .")
    return caption, ""


def _bracketed_credit(inside: str) -> str:
    label = _ONLY_LABEL.match(inside)
    if label:
        return _credit(inside[label.end() :])
    first, _, last = inside.partition("/")
    if _KNOWN.fullmatch(first.strip()) or (last and _KNOWN.fullmatch(last.rpartition("/")[2].strip(" ."))):
        return _credit(inside)
    return ""


def _credit(text: str) -> str:
    text = text.strip(" .:;,)(").strip()
    if not 1 < len(text) <= _LONGEST or text.count(" ") > 11:
        return ""
    if text[0].islower() and not _KNOWN.match(text) and " " in text:  # "Foto: sehari di pasar" is a caption
        return ""
    return text


def _trimmed(text: str) -> str:
    return text.rstrip(" ,;|/([–—-").strip()
