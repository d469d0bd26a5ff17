"""Numbers and hedges read out of phrases, in English and Chinese."""

import pytest

from app.models.words import Bound
from seed.quantity import Reading, chinese, read

MORE, NEARLY, ABOUT, LEAST, MOST, EXACT = (
    Bound.MORE_THAN,
    Bound.NEARLY,
    Bound.ABOUT,
    Bound.AT_LEAST,
    Bound.AT_MOST,
    Bound.EXACT,
)


@pytest.mark.parametrize(
    ("phrase", "number", "bound"),
    [
        ("1,800 guests", 1800, EXACT),
        ("Over 1800 guests", 1800, MORE),
        ("more than 1,100 projects", 1100, MORE),
        ("exceeding 100 billion yuan", 100_000_000_000, MORE),
        ("Nearly 600 journalists", 600, NEARLY),
        ("almost 20", 20, NEARLY),
        ("close to 40 firms", 40, NEARLY),
        ("at least 12 halls", 12, LEAST),
        ("12 or more halls", 12, LEAST),
        ("no fewer than 12 halls", 12, LEAST),
        ("up to 300 seats", 300, MOST),
        ("approximately 7,000 square meters", 7000, ABOUT),
        ("about 3.5 million", 3_500_000, ABOUT),
        ("1.43 billion yuan", 1_430_000_000, EXACT),
        ("3.2 million yuan", 3_200_000, EXACT),
        ("30.9%", 30.9, EXACT),
        ("increased tenfold", 10, EXACT),
        ("four characteristics", 4, EXACT),
        ("twenty-three tracks", 23, EXACT),
        ("the Second World Internet Conference", 2, EXACT),
        ("10th anniversary", 10, EXACT),
        ("130多个国家和地区", 130, MORE),
        ("1800余名嘉宾", 1800, MORE),
        ("超过20家", 20, MORE),
        ("近600名记者", 600, NEARLY),
        ("不少于30场", 30, LEAST),
        ("30场以上", 30, LEAST),
        ("50人左右", 50, ABOUT),
        ("12 halls or more", 12, LEAST),
        ("30以上", 30, LEAST),
        ("不超过50人", 50, MOST),
        ("约7000平方米", 7000, ABOUT),
        ("50左右", 50, ABOUT),
        ("四大亮点", 4, EXACT),
        ("二十三个国家", 23, EXACT),
        ("一百零五项", 105, EXACT),
        ("两项荣誉", 2, EXACT),
        ("3万人", 30_000, EXACT),
        ("10余万人", 100_000, MORE),
        ("5万余人", 50_000, MORE),
        ("1.2亿元", 120_000_000, EXACT),
        ("超1万亿元", 1_000_000_000_000, MORE),
    ],
)
def test_a_phrase_reads_as_its_number_with_its_hedge(phrase: str, number: float, bound: Bound) -> None:
    assert read(phrase) == {Reading(number, bound)}


@pytest.mark.parametrize("phrase", ["journalists", "someone", "often", "tenor", "weight", "attention", "often used"])
def test_words_that_only_look_like_numbers_are_none(phrase: str) -> None:
    assert read(phrase) == set()


def test_a_hedge_belongs_to_the_number_beside_it() -> None:
    assert read("from more than 40 to nearly 700") == {Reading(40, MORE), Reading(700, NEARLY)}


@pytest.mark.parametrize(
    ("numeral", "value"), [("十", 10), ("十一", 11), ("二十", 20), ("三百二十一", 321), ("二〇二四", 2024)]
)
def test_chinese_numerals(numeral: str, value: int) -> None:
    assert chinese(numeral) == value
