"""The editions that are shipped: whole, without keys, their addresses from what is known to work; and section names."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from reader_app.content import rules, sections
from reader_app.editions import editions
from reader_app.sources.kinds import KINDS

CATALOGUE = Path(__file__).resolve().parents[3] / "shared" / "apis" / "catalogue.tsv"
OFFERS = [(edition, offer) for edition in editions("id") for offer in edition.offers]


def addresses(config) -> list[str]:
    listed = [*config.get("feeds", ()), *config.get("sitemaps", ()), *config.get("lists", ())]
    return [each["url"] if isinstance(each, dict) else each for each in listed] + [
        config[name] for name in ("api",) if name in config
    ]


def test_editions_speak_the_readers_language_and_come_in_it_first():
    ours, theirs = editions("id"), editions("en")
    assert ours[0].name == "Indonesia" and theirs[0].name == "World"
    assert {each.id for each in ours} == {each.id for each in theirs}
    assert all(each.description and each.offers for each in ours)


def test_the_first_source_of_indonesia_is_rmol_by_its_pages():
    indonesia = next(each for each in editions("id") if each.id == "indonesia")
    assert indonesia.offers[0].name == "RMOL" and rules.rule_named(indonesia.offers[0].config["rule"]) is not None


@pytest.mark.parametrize(("edition", "offer"), OFFERS, ids=[f"{edition.id}-{offer.name}" for edition, offer in OFFERS])
def test_every_source_is_whole(edition, offer):
    assert offer.kind in KINDS and offer.key.startswith(f"{offer.kind}:")
    assert offer.config["home"] == offer.url and addresses(offer.config)
    for url in [offer.url, *addresses(offer.config)]:
        parts = urlsplit(url)
        assert parts.scheme == "https" and parts.netloc and "@" not in parts.netloc
        assert not {name.lower() for name, _ in parse_qsl(parts.query)} & {"key", "apikey", "api-key", "token", "secret"}
    known = set(sections.names())
    named = [each["section"] for each in [*offer.config.get("feeds", ()), *offer.config.get("lists", ())] if each.get("section")]
    assert set(named) <= known
    assert not [each for each in json.dumps(offer.config).split('"') if each.lower() in ("api-key", "apikey")]


def test_no_source_is_twice_in_an_edition():
    for edition in editions("en"):
        keys = [offer.key for offer in edition.offers]
        assert len(keys) == len(set(keys))


def test_every_address_is_one_that_others_use():
    if not CATALOGUE.exists():
        pytest.skip("the catalogue of publishers is not here")
    with CATALOGUE.open(encoding="utf-8") as file:
        known = {row["url"].removesuffix("wp/v2/posts") for row in csv.DictReader(file, delimiter="\t")}
    unknown = [url for _, offer in OFFERS if offer.kind != "listing" for url in addresses(offer.config) if url not in known]
    assert unknown == []


# --- sections ---


@pytest.mark.parametrize(
    ("told", "ours"),
    [
        ("Internasional", "Dunia"), ("MANCANEGARA", "Dunia"), ("international", "World"), ("Hukum & Kriminal", "Hukum"),
        ("ekbis", "Ekonomi"), ("Sports", "Sport"), ("Olahraga", "Olahraga"), ("sepak-bola", "Sepak Bola"), ("Ekonomi", "Ekonomi"),
        ("Gempa Bumi", None), ("", None),
    ],
)  # fmt: skip
def test_sections_are_known_by_what_publishers_call_them(told, ours):
    assert sections.known(told) == ours


def test_a_name_means_one_section_only():
    told = json.loads((Path(__file__).resolve().parents[2] / "resources" / "sections.json").read_text("utf-8"))
    words = [word for name, others in told.items() for word in {name.lower(), *others}]
    assert sorted({word for word in words if words.count(word) > 1}) == []
