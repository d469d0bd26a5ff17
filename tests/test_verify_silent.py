"""What is not read is left open: no figure of these sentences is called supported, contradicted or anything else."""

from pathlib import Path

import pytest
import yaml

from tests.served import Served

SILENT = yaml.safe_load((Path(__file__).parent / "sentences-silent.yaml").read_text(encoding="utf-8"))
OPEN = {"ambiguous", "not_in_sources"}


@pytest.mark.parametrize("kind", SILENT)
def test_nothing_is_said_of_what_is_not_read(served: Served, kind: str) -> None:
    told = [
        (text, claim["surface"], claim["verdict"])
        for text in SILENT[kind]
        for claim in served.client.post("/v1/verify", json={"text": text}).json()["claims"]
        if claim["verdict"] not in OPEN
    ]
    assert not told


def test_every_sentence_has_a_figure_in_either_language(served: Served) -> None:
    for kind, sentences in SILENT.items():
        han = [any("\u4e00" <= char <= "\u9fff" for char in text) for text in sentences]
        assert min(han.count(True), han.count(False)) >= 4, kind
    for text in (text for sentences in SILENT.values() for text in sentences):
        assert served.client.post("/v1/verify", json={"text": text}).json()["claims"], text


REASONS = [
    ("In 2024 the Web Summit in Lisbon hosted 24 sub-forums.", "names something else"),
    ("2023年上海举办了20场分论坛。", "begins with words that are not known"),
    ("In 2024, 665 companies exhibited, up from more than 400 in 2022.", "a part, a change or a comparison"),
    ("In 2023 the Wuzhen Summit drew 1 800 guests.", "not read whole"),
    ("In 2023, 40 female guests attended the Wuzhen Summit.", "does not stand plainly beside"),
    ("There were 20 sub-forums in 2023, 24 in 2024, and 12 coffee sessions.", "none stands beside this figure"),
    ("In 2023, 200 guests came for the first time.", "says more of this figure than is read"),
    ("The Global Young Leaders Program picked 15 young people in 2023.", "of something else: 15 people"),
    ("The 2023 summit did not have 21 sub-forums.", "part of a change, a range, a share or a denial"),
    ("If the 2023 summit had 21 sub-forums, it was a record.", "denies, doubts or supposes"),
]
"""Sentences, and what is said of one of their figures."""


@pytest.mark.parametrize(("text", "reason"), REASONS, ids=[reason for _, reason in REASONS])
def test_the_reason_is_told(served: Served, text: str, reason: str) -> None:
    told = [
        claim["explanation"]
        for claim in served.client.post("/v1/verify", json={"text": text}).json()["claims"]
        if claim["verdict"] == "ambiguous"
    ]
    assert any(reason in one["en"] for one in told), told
    assert all(any("\u4e00" <= char <= "\u9fff" for char in one["zh"]) for one in told)


OWN = [
    "More than 1,800 guests from 126 countries attended the World Internet Conference in 2023.",
    "More than 1,800 guests from 126 countries came to the Wuzhen Summit in 2023.",
    "The 2023 World Internet Conference Wuzhen Summit had 20 sub-forums.",
    "WIC 2023 had 20 sub-forums.",
    "The Light of the Internet Expo of 2024 had 665 companies from 53 countries and regions.",
    "The “Direct to Wuzhen” competition of 2024 drew 1,048 projects from 27 countries.",
    "The World Internet Conference Outstanding Contribution Award of 2024 went to seven leading figures.",
    "According to WIPO, the 2023 Wuzhen Summit featured 20 sub-forums.",
    "2023年世界互联网大会乌镇峰会举办20场分论坛。",
    "2023年世界互联网大会有20场分论坛。",
    "2024年，“互联网之光”博览会有665家企业参展。",
    "2024年世界互联网大会领先科技奖评出20个获奖项目。",
    "2024年的部长级会议有古巴、突尼斯等15国部长参会。",
]
"""True sentences that name the events and awards as people do."""


@pytest.mark.parametrize("text", OWN, ids=[str(number) for number, _ in enumerate(OWN)])
def test_the_facts_own_event_is_known_by_its_names(served: Served, text: str) -> None:
    claims = served.client.post("/v1/verify", json={"text": text}).json()["claims"]
    assert claims
    assert {claim["verdict"] for claim in claims} == {"supported"}, claims
