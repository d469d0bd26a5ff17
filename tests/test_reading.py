"""How a text is read: numbers, years, hedges and scopes, one by one; and that no text is too much."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.figures import FIGURES
from app.models.words import Bound, Scope
from app.reasoning.claim import check_figures
from app.reasoning.dates import years
from app.reasoning.lexicon import CUES, NOUNS, SETTINGS
from app.reasoning.measures import chinese, english
from app.reasoning.names import Names
from app.reasoning.numerals import numbers
from app.reasoning.plain import plain
from app.reasoning.reading import read_figures


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("二十四", 24), ("十", 10), ("十五", 15), ("一百零五", 105), ("一千八百", 1800), ("两万", 20000),
        ("一亿零二百万", 102000000),
        ("千亿", 10**11), ("万亿", 10**12), ("万亿零三万", 10**12 + 30000), ("一亿亿", 10**16),
        ("十四亿三千万", 1430000000), ("二〇二三", 2023),
    ],
)  # fmt: skip
def test_chinese_numerals(written: str, value: int) -> None:
    assert chinese(written) == value


def test_a_chinese_numeral_may_be_as_long_as_a_text() -> None:
    assert chinese("亿" * 1300) == 10 ** (8 * 1300)
    assert chinese("二万" * 600) > 10 ** (4 * 600)


@pytest.mark.parametrize(
    ("written", "value"),
    [("twenty-four", 24), ("six hundred", 600), ("ten thousand", 10000), ("two dozen", 24),
     ("one hundred and twenty", 120)],
)  # fmt: skip
def test_english_number_words(written: str, value: int) -> None:
    assert english(written.replace(" and ", " ")) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,800 guests", [1800]), ("1.43 billion yuan", [1430000000]), ("14.3亿元", [1430000000]),
        ("14亿3000万元", [1430000000]), ("超千亿元", [10**11]), ("1万余个岗位", [10000]), ("１８００名", [1800]),
        ("RMB100 billion", [10**11]), ("10k jobs", [10000]), ("67.8%", [Decimal("67.8")]),
        ("百分之六十七点八", [Decimal("67.8")]),
        ("a dozen cases", [12]), ("the tenth edition", [10]), ("第11个年头", [11]),
        ("in 2023", []),
        ("2023年", []), ("二〇二三年", []), ("November 8-10", []), ("8 November", []), ("11月20日", []),
        ("5G and 3D, version 4.0", []), ("谈论5G、3D", []), ("over the past ten years", []), ("过去十年", []),
        ("one of them", []), ("一个平台", []), ("百度和四川", []), ("20th National Congress", []), ("10:30", []),
        ("2000 guests", [2000]), ("more than 2000 people", [2000]), ("2000余名", [2000]), ("2024-11-20", []),
    ],
)  # fmt: skip
def test_what_is_a_number(text: str, values: list[float]) -> None:
    assert [number.value for number in numbers(plain(text))] == [Decimal(value) for value in values]


def test_years_are_named_or_not() -> None:
    assert [mention.year for mention in years("last year, in 2023 and 2024年，去年，二〇二二年")] == [
        None, 2023, 2024, None, 2022,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("more than 20", Bound.MORE_THAN), ("over 20", Bound.MORE_THAN), ("20余场", Bound.MORE_THAN),
        ("超过20", Bound.MORE_THAN), ("at least 20", Bound.AT_LEAST), ("20 or more", Bound.AT_LEAST),
        ("20家以上", Bound.AT_LEAST), ("不少于20", Bound.AT_LEAST), ("nearly 20", Bound.NEARLY), ("近20", Bound.NEARLY),
        ("fewer than 20", Bound.AT_MOST), ("不到20", Bound.AT_MOST), ("no more than 20", Bound.AT_MOST),
        ("no fewer than 20", Bound.AT_LEAST), ("不超过20", Bound.AT_MOST), ("about 20", Bound.ABOUT),
        ("20左右", Bound.ABOUT), ("some 20", Bound.ABOUT), ("just 20", Bound.EXACT), ("with 20", Bound.EXACT),
    ],
)  # fmt: skip
def test_hedges(text: str, bound: Bound) -> None:
    (figure,), _ = read_figures(text)
    assert figure.bound is bound
    assert figure.strict == (text in {"fewer than 20", "不到20"})


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("20 guests came on site", Scope.ON_SITE), ("20 guests joined online", Scope.ONLINE),
        ("20家境外企业", Scope.OVERSEAS),
        ("20 guests, online and offline", Scope.ALL), ("国内外20家媒体", Scope.ALL),
        ("20 Chinese and foreign firms", Scope.ALL),
        ("20名嘉宾线下参会", Scope.ON_SITE), ("20个项目现场发布", Scope.ALL),
    ],
)  # fmt: skip
def test_scopes(text: str, scope: Scope) -> None:
    (figure,), _ = read_figures(text)
    assert figure.scope is scope


def test_every_property_with_numbers_can_be_named() -> None:
    named = {name for noun in NOUNS for name in noun.properties} | {"ordinal"}
    assert named == set(FIGURES)
    assert set(CUES) <= named
    assert set(SETTINGS) <= named


def test_a_property_that_shares_its_noun_has_words_that_tell_it() -> None:
    shared = {name for noun in NOUNS if len(noun.properties) > 1 for name in noun.properties}
    assert shared <= set(CUES)


def test_levelled_text_keeps_every_character_in_its_place() -> None:
    for text in ("ＷＩＰＯ“İ”ǅ２０２３年", "“1,800”—guests", "".join(map(chr, range(0x20, 0x3000)))):
        assert len(plain(text)) == len(text)


WORST = ["7 " * 2000, "1," * 2000, "九" * 1300, "亿" * 1300, "a hundred " * 400, "twenty " * 580, "7 cases " * 500,
         "more than 7 projects " * 190, "超过7个项目" * 200, "1800余名嘉宾" * 150, "guests 7 " * 450, "\u202e" * 1300,
         "百分之" * 400 + "九", "2023年" * 500, "1.1." * 1000, "fewer than " * 370]  # fmt: skip


@pytest.mark.parametrize("text", WORST, ids=[str(number) for number, _ in enumerate(WORST)])
def test_no_text_is_too_much(text: str) -> None:
    """Patterns that blow up would never come to an end here; what it takes is told by the benchmark."""
    figures, _ = read_figures(text[:4096])
    checked = check_figures(text[:4096], figures, [], Names([]))
    assert [found.claimed.number for found in checked] == [one.number for one in figures]


PARTS = [
    ["第", "1", "一", "十", "届", "年"],
    ["百分之", "点", "亿", "万", "千", "十", "九", "〇", "余", "名", "年"],
    ["0", "19", ",", ".", "%", "th", " edition", " million", "a hundred", " and ", " twenty", " days", "²", "٣", "½"],
]


@pytest.mark.parametrize("parts", PARTS, ids=("ordinals", "chinese", "english"))
@settings(database=None, derandomize=True, deadline=None)
@given(data=st.data())
def test_any_run_of_what_numbers_are_written_with_is_read_or_left(parts: list[str], data: st.DataObject) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from(parts), max_size=12)))
    assert all(number.value >= 0 for number in numbers(plain(text)))
