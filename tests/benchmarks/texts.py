"""Texts of nobody: names and themes in both scripts, with words whose number is known."""

import random
from collections.abc import Iterator
from typing import Any

from app.models import SearchEntry, SearchName, Subject
from app.models.search import SearchField, SearchType
from app.models.words import EntityType, Language
from seed.entries import Text, entry, name_rows

TEXTS = 4
"""Texts of each thing."""

KINDS = {
    SearchType.ACTIVITIES: EntityType.ACTIVITY,
    SearchType.ORGANIZATIONS: EntityType.ORGANIZATION,
    SearchType.OUTCOMES: EntityType.OUTCOME,
    SearchType.PEOPLE: EntityType.PERSON,
    SearchType.PLACES: EntityType.PLACE,
    SearchType.SUB_FORUMS: EntityType.SUB_FORUM,
    SearchType.SUMMITS: EntityType.SUMMIT,
    SearchType.TRACKS: EntityType.TRACK,
}
HAN = "".join(chr(point) for point in range(0x4E00, 0x4E00 + 3000))
EVERY = 250_000 // 5
"""Things between two with the rarest words: five in a million texts."""


def subjects(chance: random.Random, texts: int) -> Iterator[dict[Any, list[dict[str, Any]]]]:
    """Yield the rows of each table for one thing after another, until there are as many texts."""
    syllables = [a + b for a in "kstnhmrwgzdbp" for b in ("a", "e", "i", "o", "u", "an", "en", "in")]
    vocabulary = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(50_000)]
    kinds = list(KINDS)
    for number in range(texts // TEXTS):
        kind = kinds[number % len(kinds)]
        identity = f"{kind}-{number}"
        year = 1500 + chance.randrange(500) + number % 30
        rare = number % EVERY == 7
        one, two, three = chance.choices(vocabulary, k=3)
        han = "".join(chance.choices(HAN, k=3))
        river = "Blue River Stone" if rare else ("Blue River" if number % 2 else "River Stone")
        said = (
            Text(SearchField.NAME, f"World Congress of {one} {two}{' the Xylograph' if rare else ''}", Language.EN),
            Text(SearchField.NAME, f"世界大会{han}{'会世' if rare else ''} world", Language.ZH),
            Text(SearchField.THEME, f"{three} {river} world{' thousandth' if number % 250 == 0 else ''}", Language.EN),
            Text(SearchField.TEXT, f"{han}之世界，大会 congress world", Language.ZH),
        )
        rows = [entry(kind, identity, text, [year], None) for text in said]
        yield {
            SearchEntry: rows,
            SearchName: name_rows(rows),
            Subject: [
                dict.fromkeys(Subject.model_fields)
                | {
                    "id": identity,
                    "type": KINDS[kind],
                    "collection": None if kind in {SearchType.PLACES, SearchType.TRACKS} else str(kind),
                    "name_en": said[0].text,
                    "name_zh": said[1].text,
                    "year": year,
                    "search": "",
                }
            ],
        }
