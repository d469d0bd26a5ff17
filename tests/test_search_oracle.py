"""The index against a naive scan: the same texts hold the same words, whatever is asked."""

import random
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

import pytest

from app.models.tokens import words
from seed.columns import Rows
from tests.asking import walk
from tests.search import key
from tests.served import Served

ODD = [
    "100%", "a_b", "%", "_", "''", '"', "\\", "*", "wuz*", "NEAR(", "wuzhen NEAR summit", "^wuzhen", "wuzhen AND",
    "NOT x", "tokens:wuzhen", "type:people", "year:2023", "wuzhen+summit", "a<->b", "wuzhen & summit", "wuzhen:*",
    "!wuzhen", "(wuzhen", "wuzhen)", "{wuzhen}", "|", "wuzhen | summit", "'wuzhen'", "\\'", "$$", "😀",
    "wuzhen😀summit", "👩\u200d👩\u200d👧", "ﬁ", "ﷺ", "Ⅷ", "½", "İ", "ß", "ſ", "Å", "𝐖𝐮𝐳𝐡𝐞𝐧", "ｗｕｚｈｅｎ",
    "乌\ufe00镇", "烏\U000e0101鎮", "か゛", "ｶﾞ", "각", "ไทย", "हिन्दी", "עִבְרִית", "\u0301", "e\u0301\u0302",
    "\u034f", "\ud7ff", "\ue000x", "\U0010ffffx", "\uffffx", "乾坤", "薴", "著", "W\u200bu\u200dz\u00adhen",
    "a" * 200, "a " * 100, "乌" * 200, "\ufdfa" * 200, "\u01c6" * 200, "\u1fb7" * 200,
]  # fmt: skip


Texts = list[tuple[str, list[str]]]


@pytest.fixture(scope="module")
def texts(served: Served) -> Texts:
    """Give the words of every text that can be found, with what it belongs to, as the database holds it."""
    with served.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT type, subject, text FROM search_entry").all()
    return [(f"{kind}/{subject}", words(text)) for kind, subject, text in rows]


def scanned(texts: Texts, asked: str) -> set[str]:
    """Return what holds the words asked for, by looking at each text."""
    of = words(asked)
    return {
        thing
        for thing, text in texts
        if of and any(text[start : start + len(of)] == of for start in range(len(text) - len(of) + 1))
    }


def asked_of(served: Served, asked: str) -> set[str]:
    """Ask over HTTP, all pages."""
    return {key(hit) for hit in walk(served, f"/v1/search?limit=100&q={quote(asked)}")}


@pytest.mark.parametrize("asked", ODD, ids=range(len(ODD)))
def test_operators_and_odd_characters_are_literal(served: Served, texts: Texts, asked: str) -> None:
    response = served.get(f"/v1/search?limit=100&q={quote(asked)}")
    if response.status_code == 422:
        assert not words(asked)
        return
    assert asked_of(served, asked) == scanned(texts, asked)


def test_random_parts_of_texts_are_found_as_a_scan_finds_them(served: Served, texts: Texts, rows: Rows) -> None:
    chance = random.Random(2031)
    known = [row["text"] for row in rows["search_entry"]]
    disguises: list[Callable[[str], str]] = [
        str.upper,
        str.swapcase,
        lambda text: text.replace(" ", "\u3000"),
        lambda text: f"“{text}”",
    ]
    for _ in range(150):
        text = chance.choice(known)
        start = chance.randrange(len(text))
        part = text[start : start + chance.choice((1, 2, 3, 5, 8, 20))]
        part = chance.choice(disguises)(part)
        if chance.random() < 0.2:
            part += chance.choice(["%", "_", "'", '"', " *", " x", "会"])
        if words(part):
            assert asked_of(served, part) == scanned(texts, part), part


def test_random_characters_never_fail(served: Served, texts: Texts) -> None:
    chance = random.Random(2032)
    for _ in range(60):
        points = (chance.randrange(1, 0x110000) for _ in range(chance.choice((1, 3, 10))))
        asked = "".join(chr(point) for point in points if not 0xD800 <= point <= 0xDFFF) + chance.choice(
            ["", "世", "a"]
        )
        for kind in ("search", "suggest"):
            response = served.get(f"/v1/{kind}?q={quote(asked)}")
            assert response.status_code in {200, 422}, asked
        if words(asked):
            assert asked_of(served, asked) == scanned(texts, asked), asked


def test_part_of_a_text_gives_part_of_its_words(rows: Rows) -> None:
    """Cut between words, a text folds as it does whole: traditional characters are turned one by one."""
    for row in rows["search_entry"]:
        whole = words(row["text"])
        assert [word for piece in row["text"].split() for word in words(piece)] == whole
    assert words("乾坤") == [*words("乾"), *words("坤")]
    assert words("習近平") == words("习近平") == ["习", "近", "平"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wúzhèn", "WUZHEN"),
        ("ＷＩＰＯ", "wipo"),
        ("naïve CAFÉ", "naive cafe"),
        ("Αθήνα", "αθηνα"),
        ("Йошкар", "иошкар"),
        ("烏鎮峰會", "乌镇峰会"),
        ("Wu\u200bzhen", "wuzhen"),
        ("乌\ufe00镇", "乌镇"),
        ("5Ｇ／６Ｇ", "5g 6g"),
        ("e-commerce", "e commerce"),
    ],
)
def test_what_is_folded(one: str, other: str) -> None:
    assert words(one) == words(other)


def test_marks_that_make_another_letter_are_kept() -> None:
    assert words("が") != words("か")
    assert words("कि") != words("क")
    assert all(unicodedata.is_normalized("NFC", word) for word in words("각 é ά"))


def test_starting_to_serve_does_not_load_the_table_of_characters() -> None:
    code = "import sys, app.main; sys.exit('opencc' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
