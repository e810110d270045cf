"""What stands between the paragraphs of a story and is none: "Baca juga", advertisements, share bars, newsletters.

Words that publishers use everywhere; what only one site does is a site rule."""

from __future__ import annotations

import re

from reader_app.content.page.parts import Part

_ALONE = re.compile(
    r"^(?:advertisement|iklan|advertorial|sponsored(?: content)?|promoted|anzeige|publicidad|publicité|reklame|реклама|"
    r"scroll (?:to|untuk|down).*|continue reading.*|story continues.*|article continues.*|lanjutkan membaca.*|"
    r"share(?: (?:this|on|via).*)?|bagikan.*|sebarkan.*|print|email|copy(?: link)?|link copied.*|follow us.*|ikuti kami.*|"
    r"sign up.*|subscribe.*|berlangganan.*|newsletter.*|get the latest.*|read next.*|up next.*|related (?:articles?|"
    r"stories|topics|news|content).*|"
    r"(?:more|read|also) on this(?: story)?.*|most (?:read|popular).*|berita (?:terkait|lainnya|populer|terpopuler).*|"
    r"artikel (?:terkait|lainnya).*|"
    r"topik (?:terkait|menarik).*|tags?|topics?|label|komentar|comments?(?: \d+)?|leave a (?:reply|comment).*|loading.*|"
    r"rekomendasi.*|pilihan editor|editor s pick.*|recommended.*|trending.*|terpopuler|video pilihan.*|foto pilihan.*|"
    r"download (?:our|the) app.*|view (?:all )?comments.*|show more|read more|selengkapnya|lihat (?:juga|semua|foto)|"
    r"photo gallery|image \d+ of \d+|"
    r"this (?:article|story) (?:was|has been) (?:originally )?(?:published|updated).{0,40}|getty images|reuters|afp|"
    r"click here.*|klik (?:di sini|disini).*|halaman (?:selanjutnya|berikutnya).*|next page|previous page|"
    r"page \d+ of \d+|\d+ of \d+|"
    r"our standards.*|reporting by .*|"
    r"this is a modal window.*|(?:beginning|end) of dialog window.*|(?:descriptions|subtitles|captions|default|"
    r"chapters)(?: off)?(?: selected)?|"
    r"externer inhalt nicht verfügbar|other people are reading|"
    r"copyright.*|hak cipta.*|all rights reserved.*|©.*|\d+ (?:comments?|shares?|komentar|min read)|"
    r"(?:\d+ )?minutes? read|editor|penulis|reporter)$"
)
_LEADING = re.compile(
    r"^(?:baca (?:juga|pula|selengkapnya|artikel|berita)|simak (?:juga|pula|selengkapnya|video|berita)|lihat (?:juga|"
    r"pula|video)|"
    r"saksikan (?:juga|video|live)|tonton (?:juga|video)|also read|read also|read more|see also|also see|see more|watch|"
    r"related|more|"
    r"recommended|don t miss|must read|lire aussi|à lire|lesen sie auch|mehr zum thema|lee también|leer más|"
    r"leia (?:também|mais)|"
    r"leggi anche|läs (?:även|också|mer)|les også|читайте также|lees ook|lest auch|lest hier|lies auch|berita terkait|"
    r"artikel terkait|pilihan redaksi)\b"
)
_CALL = re.compile(
    r"(?:\b(?:subscribe|sign up|berlangganan|newsletter|whatsapp channel|saluran whatsapp|google news|telegram)\b.*){2,}|"
    r"\bfollow (?:us|me|him|her) on (?:twitter|facebook|instagram|x)\b|\bikuti (?:berita|kami|saluran|"
    r"whatsapp)\b.*\b(?:google|whatsapp|telegram|di)\b|"
    r"\bdapatkan (?:update|berita)\b.*\b(?:telegram|whatsapp|google)\b|\bsign up (?:for|to) (?:our|the|receive)\b|"
    r"\bclick here to\b|"
    r"\bcek berita dan artikel\b|\bdownload aplikasi\b|\bthis article (?:first|originally) appeared\b"
)
_END = re.compile(
    r"^(?:(?:you|we think you) (?:may|might|ll|will)(?: also)? (?:like|love|be interested).*|you may also like.*|"
    r"more (?:from|stories|news|to read).*|"
    r"related (?:articles?|stories|posts|news|content|coverage|reading)|recommended (?:for you|stories|articles|reading).*|"
    r"most (?:read|popular|viewed)(?: .{0,20})?|trending(?: now| stories)?|around the web|from around the web|"
    r"sponsored (?:stories|links)|what to read next|"
    r"você pode gostar.*|leia também|veja também|te puede interesar.*|también te puede interesar.*|más noticias.*|"
    r"noticias relacionadas|"
    r"das könnte (?:sie|dich|euch)(?: auch)? interessieren.*|auch interessant|mehr zum thema|weitere (?:artikel|themen|"
    r"nachrichten).*|lesen sie auch|"
    r"(?:à|a) lire aussi|sur le même sujet|articles (?:liés|similaires|recommandés)|potrebbe interessarti.*|leggi anche|"
    r"lees (?:ook|meer)|meer over dit onderwerp|"
    r"berita (?:terkait|lainnya|terpopuler|populer|terbaru|pilihan)|artikel (?:terkait|lainnya|terpopuler)|"
    r"rekomendasi(?: untuk anda)?|topik terkait|terpopuler|"
    r"(?:\d+ )?(?:comments?|komentar)|leave a (?:reply|comment)|about the author|tentang penulis|post navigation|"
    r"share this article)$"
)
_LIKE = re.compile(
    r"^(?:(?:you|we think you) (?:may|might|ll|will)(?: also)? (?:like|love|be interested).*|você pode gostar.*|"
    r"(?:también )?te puede interesar.*|"
    r"das könnte (?:sie|dich|euch)(?: auch)? interessieren.*|potrebbe interessarti.*|sponsored (?:stories|links)|"
    r"(?:from )?around the web)$"
)
_LATE = 0.75
_JUNK = re.compile(r"^(?:\d{4} \d\d \d\dt\d\d .*|https? .*|\d{1,3} \d{1,3}|\d+ of \d+)$")
_SLIDE = re.compile(r"^[\s–-]*\d{1,3}\s*/\s*\d{1,3}\b")
_BYLINE = re.compile(
    r"(?:editor|penyunting|pewarta|penulis|reporter|report|laporan|jurnalis|wartawan|kontributor|redaktur|uploader)\s*:\s*\S"
    r"|copyright\s*(?:©|\(c\))|(?:reporting|writing|editing) by\b|\((?:reporting|editing|writing) by\b",
    re.I,
)
_SHORT, _CALL_SHORT, _LEADING_SHORT, _BYLINE_SHORT = 12, 45, 40, 30  # words


def is_insert(part: Part) -> bool:
    """Whether the part invites to read, follow or buy something else."""
    if part.kind not in ("text", "head", "item", "quote", "whole"):
        return False
    count = len(part.words)
    text = " ".join(part.words[:60])
    if _JUNK.match(text) and count <= 30:
        return True
    if count <= _BYLINE_SHORT and _BYLINE.match(_TAGS.sub("", part.html).strip()):
        return True
    if count <= _SHORT and _ALONE.match(text):
        return True
    if count <= _LEADING_SHORT and _LEADING.match(text) and (part.linked > 0.3 or count <= 4):
        return True
    return count <= _CALL_SHORT and _CALL.search(text) is not None


def opens_list(part: Part) -> bool:
    """Whether the part is the heading over other stories."""
    return len(part.words) <= 5 and _LEADING.match(" ".join(part.words)) is not None and part.linked < 0.5


def ends_story(part: Part, share: float) -> bool:
    """Whether the part is the heading over what follows the story on its page; ``share``: of the words that came before."""
    if part.kind not in ("head", "text", "whole") or len(part.words) > 8:
        return False
    text = " ".join(part.words)
    return _LIKE.match(text) is not None or (share >= _LATE and _END.match(text) is not None)


def is_slide(part: Part) -> bool:
    """Whether the part belongs to a picture gallery that counts: "3/50 …"."""
    return part.kind in ("item", "text") and _SLIDE.match(_TAGS.sub("", part.html)[:80]) is not None


_TAGS = re.compile(r"<[^<>]*>")
