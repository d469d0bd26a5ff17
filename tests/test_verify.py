"""Claims: a table of sentences in both languages with the verdict of every figure, and what may be posted."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.reasoning.verdict import Verdict
from tests.asking import PROBLEM_KEYS, validator
from tests.served import Served

FOLDER = Path(__file__).parent
SENTENCES = yaml.safe_load((FOLDER / "sentences.yaml").read_text(encoding="utf-8"))
MISSED = yaml.safe_load((FOLDER / "sentences-missed.yaml").read_text(encoding="utf-8"))
HELD_OUT = yaml.safe_load((FOLDER / "sentences-heldout.yaml").read_text(encoding="utf-8"))
CHECKED = ("number", "bound", "scope", "property", "year", "verdict")


def post(served: Served, body: Any) -> Any:
    """Post a body and return the answer."""
    response = served.client.post("/v1/verify", json=body)
    assert response.status_code == 200, response.text
    return response.json()


def figures(answer: Any) -> list[dict[str, Any]]:
    """Return what a table states of each figure of an answer."""
    return [{name: claim[name] for name in CHECKED} for claim in answer["claims"]]


@pytest.mark.parametrize("sentence", SENTENCES, ids=[str(number) for number, _ in enumerate(SENTENCES)])
def test_every_figure_gets_its_verdict(served: Served, sentence: dict[str, Any]) -> None:
    assert figures(post(served, {"text": sentence["text"]})) == sentence["claims"]


def test_the_table_is_large_and_has_every_verdict_in_both_languages() -> None:
    assert len(SENTENCES) >= 80
    found: Counter[tuple[bool, str]] = Counter()
    for sentence in SENTENCES:
        chinese = any("\u4e00" <= char <= "\u9fff" for char in sentence["text"])
        found.update((chinese, claim["verdict"]) for claim in sentence["claims"])
    assert set(found) == {(chinese, str(verdict)) for chinese in (True, False) for verdict in Verdict}
    assert min(found.values()) >= 6


def test_the_facts_and_evidence_that_decide_are_named(served: Served) -> None:
    answer = post(served, {"text": "More than 1,800 guests from 126 countries attended in 2023"})
    first, second = answer["claims"]
    assert (first["surface"], first["facts"]) == ("More than 1,800 guests", ["wuzhen-2023.guests"])
    assert (second["surface"], second["facts"]) == ("126 countries", ["wuzhen-2023.guest_countries"])
    assert {piece["document"] for piece in first["evidence"]} == {"wipo-2023", "zhejiang-daily-2023"}
    for piece in first["evidence"]:
        fact = served.json(f"/v1/facts/{piece['fact']}")
        assert {name: piece[name] for name in ("document", "start", "end", "surface")} in fact["evidence"]


def test_the_same_text_gets_the_same_bytes(served: Served) -> None:
    body = {"text": "2023年有1800名嘉宾参会；2024年举办24场分论坛。"}
    first, second = (served.client.post("/v1/verify", json=body) for _ in range(2))
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]
    assert first.headers["cache-control"] == "no-store"
    assert first.headers["x-dataset-version"] == served.get("/v1").headers["x-dataset-version"]
    other = served.client.post("/v1/verify", json={"text": "2024年举办24场分论坛。"}, headers={"if-none-match": "*"})
    assert (other.status_code, other.headers["etag"] == first.headers["etag"]) == (200, False)


CLAIMS = [
    ({"property": "guests", "year": 2023, "number": 1800, "bound": "more_than"}, "supported"),
    ({"property": "guests", "year": 2023, "number": 1800}, "hedge_lost"),
    ({"property": "sub_forums", "year": 2024, "number": 20, "bound": "more_than"}, "hedge_added"),
    ({"property": "sub_forums", "year": 2024, "number": 20}, "contradicted"),
    ({"property": "guests", "year": 2024, "number": 1800, "bound": "more_than"}, "scope_mismatch"),
    ({"property": "guests", "year": 2024, "number": 1800, "bound": "more_than", "scope": "on_site"}, "supported"),
    ({"property": "guest_countries", "year": 2023, "number": 126, "unit": "country_or_region"}, "unit_mismatch"),
    ({"property": "guests", "year": 2022, "number": 1500}, "not_in_sources"),
    ({"property": "sub_forums", "year": 2023, "number": 20, "series": "gdte"}, "not_in_sources"),
    ({"property": "high_tech_share", "year": 2023, "number": 30.9}, "contradicted"),
    ({"property": "guests", "year": 2023, "number": 1500, "bound": "at_least"}, "hedge_lost"),
    ({"property": "selected", "year": 2024, "number": 13}, "ambiguous"),
    ({"property": "selected", "year": 2024, "number": 13, "subject": "wuzhen-2024.cases"}, "supported"),
    ({"property": "exhibitors", "year": 2024, "number": 145, "scope": "overseas"}, "supported"),
    ({"property": "countries_added", "year": 2022, "number": 5}, "ambiguous"),
    ({"property": "high_tech_share", "year": 2023, "number": 67.8}, "supported"),
    ({"property": "sub_forums", "year": 2023.0, "number": 20.0}, "supported"),
]


@pytest.mark.parametrize(("claim", "verdict"), CLAIMS, ids=[str(number) for number, _ in enumerate(CLAIMS)])
def test_a_claim_may_come_taken_apart(served: Served, claim: dict[str, Any], verdict: str) -> None:
    (found,) = post(served, {"claims": [claim]})["claims"]
    assert found["verdict"] == verdict
    assert found["surface"] is None
    assert {name: found[name] for name in claim if name in CHECKED} == {
        name: value for name, value in claim.items() if name in CHECKED
    }


def test_the_claims_are_answered_in_their_order(served: Served) -> None:
    found = post(served, {"claims": [claim for claim, _ in CLAIMS]})["claims"]
    assert [one["verdict"] for one in found] == [verdict for _, verdict in CLAIMS]


def test_what_holds_no_figure_says_so(served: Served) -> None:
    for text in ("Hello there.", "  ", "2023年11月8日至10日", "𝟙𝟚 \u202e oops", "1.2.3.4", "1e999", "9" * 400):
        answer = post(served, {"text": text})
        assert answer["explanation"]["en"]
        assert answer["explanation"]["zh"]


def test_a_verdict_does_not_depend_on_other_sentences(served: Served) -> None:
    """A figure without a year beside them makes the checker look at every year; the others must not notice."""
    for sentence in HELD_OUT:
        alone = post(served, {"text": sentence["text"]})["claims"]
        beside = post(served, {"text": f"{sentence['text']}\nLast year there were 20 sub-forums."})["claims"]
        assert beside[: len(alone)] == alone, sentence["text"]


OPEN = [
    "The 2023 summit did not have 20 sub-forums.",
    "If the 2023 summit had 20 sub-forums, it would have been a record.",
    "It is false that 20 sub-forums were held in 2023.",
    "In 2023 there were 20 sub-forums more than ever.",
    "There were between 15 and 20 sub-forums in 2023.",
    "In 2023 there were 15 to 20 sub-forums.",
    "In both 2022 and 2023 there were 20 sub-forums.",
    "Before 2023 there were 20 sub-forums.",
    "The 2023 Paris summit had 20 sub-forums.",
    "The 2023 G20 summit drew more than 1,800 guests from 126 countries.",
    "In 2024, 59 of 1,048 projects won a prize.",
    "There were -20 sub-forums in 2023.",
    "Sub-forums rose by 20 in 2023.",
    "In 2023, 20 volunteers staffed the sub-forums.",
    "In 2023 section 20 of the sub-forums report was published.",
    "In 2023 there were 5 020 sub-forums.",
    "In 2023 more than 10,000 jobs were lost.",
    "2023年第20场分论坛",
    "2023年没有举办20场分论坛。",
    "2024年分论坛比上年增加了24场。",
    "假如2023年有20场分论坛，规模将再创新高。",
    "2023年原计划举办20场分论坛。",
    "2023年博鳌亚洲论坛有1800多名嘉宾参会。",
    "2023年第二十届巴黎峰会有20场分论坛。",
    "By 2023 Tongxiang had more than 40 national high-tech enterprises.",
    "In 2023, Tongxiang's share of high-tech industries was 30.9%.",
]
"""Sentences whose numbers are those of the documents, said of something else or not plainly said."""


@pytest.mark.parametrize("text", OPEN, ids=[str(number) for number, _ in enumerate(OPEN)])
def test_a_number_alone_is_never_called_supported(served: Served, text: str) -> None:
    for claim in post(served, {"text": text})["claims"]:
        assert claim["verdict"] != "supported", claim


STRANGE = [
    "In 2023 the 99999999999999999999999999999999th summit",
    "百分之٣",
    "20𝟐𝟎guests",
    "第" + "九" * 300 + "届",
    "第1一届，第一1年",
    "超过" + "亿" * 1200 + "名嘉宾",
    "万" * 1200 + "人，百分之" + "万" * 100 + "点五",
    "٣ guests",
]


@pytest.mark.parametrize("text", STRANGE, ids=[str(number) for number, _ in enumerate(STRANGE)])
def test_strange_digits_are_read_or_left(served: Served, text: str) -> None:
    post(served, {"text": text})


def test_an_answer_is_as_documented(served: Served) -> None:
    answers = validator(json.dumps(served.app.openapi()), "/v1/verify", "post")
    for body in ({"text": "In 2023 and 2024 there were 20 and 24 sub-forums."}, {"claims": [CLAIMS[0][0]]}):
        answers.validate(post(served, body))


def refused(served: Served, status: int, content: bytes, **headers: str) -> dict[str, Any]:
    """Post what is refused and return the problem."""
    sent = {"content-type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
    response = served.client.post("/v1/verify", content=content, headers=sent)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert set(problem) == PROBLEM_KEYS
    return problem


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"{}", None),
        (b"[]", None),
        (b'{"text": null}', "text"),
        (b'{"text": ""}', "text"),
        (b'{"text": 5}', "text"),
        (b'{"text": "a", "claims": [{"property": "guests", "year": 2023, "number": 1}]}', None),
        (b'{"claims": []}', "claims"),
        (b'{"texts": "a"}', "texts"),
        (b'{"claims": [{"property": "guests", "year": 2023}]}', "claims.0.number"),
        (b'{"claims": [{"property": "theme", "year": 2023, "number": 1}]}', "claims.0.property"),
        (b'{"claims": [{"property": "guests", "year": "2023", "number": 1}]}', "claims.0.year"),
        (b'{"claims": [{"property": "guests", "year": 999, "number": 1}]}', "claims.0.year"),
        (b'{"claims": [{"property": "guests", "year": 2023, "number": "1"}]}', "claims.0.number"),
        (b'{"claims": [{"property": "guests", "year": 2023, "number": 1e16}]}', "claims.0.number"),
        (b'{"claims": [{"property": "guests", "year": 2023, "number": 1, "bound": "over"}]}', "claims.0.bound"),
        (b'{"claims": [{"property": "guests", "year": 2023, "number": 1, "hedge": "over"}]}', "claims.0.hedge"),
        (b'{"claims": [{"property": "guests", "year": 2023, "number": 1, "unit": "cat"}]}', "claims.0.unit"),
        (b'{"a b": "a"}', None),
        (b'{"claims": [{"property": "guests", "year": 2023, "number": 1, "series": "oxbow"}]}', "claims.0.series"),
        (b'{"claims": [{"property": "guests", "year": 2023, "number": 1, "subject": "oxbow"}]}', "claims.0.subject"),
    ],
)
def test_a_body_of_another_shape_is_refused_by_name(served: Served, content: bytes, name: str | None) -> None:
    problem = refused(served, 422, content)
    assert name in [fault["name"] for fault in problem["errors"]]
    assert all(fault["location"] == "body" for fault in problem["errors"])
    if name == "claims.0.bound":
        assert "more_than" in problem["errors"][0]["allowed"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"text",
        b"{",
        b'{"text": "\\ud800"}',
        b'{"text": "\xff"}',
        b'{"text": "a", "text": "b"}',
        b'{"claims": [NaN]}',
        b"[" * 3000,
    ],
)
def test_a_body_that_cannot_be_read_is_a_400(served: Served, content: bytes) -> None:
    refused(served, 400, content)


def test_a_body_has_at_most_four_kilobytes(served: Served) -> None:
    frame = len(b'{"text": ""}')
    post(served, {"text": "a" * (4096 - frame)})
    refused(served, 413, b'{"text": "' + b"a" * 4096 + b'"}')


def test_other_types_and_methods_are_refused(served: Served) -> None:
    refused(served, 415, b"text=a", content_type="application/x-www-form-urlencoded")
    refused(served, 415, b'{"text": "a"}', content_type="")
    assert served.client.post(
        "/v1/verify", content=b'{"text": "a"}', headers={"content-type": "Application/JSON; charset=utf-8"}
    ).is_success
    for method in ("GET", "HEAD", "PUT"):
        response = served.client.request(method, "/v1/verify")
        assert (response.status_code, response.headers["allow"]) == (405, "POST, OPTIONS")
    assert served.client.post("/v1/trends").headers["allow"] == "GET, HEAD, OPTIONS"
    assert served.client.post("/v1/verify?year=2023", json={"text": "a"}).status_code == 422


def test_what_is_known_to_be_read_wrongly_still_is(served: Served) -> None:
    """A sentence that is read rightly by now belongs into the other table."""
    for sentence in MISSED:
        assert figures(post(served, {"text": sentence["text"]})) != sentence["claims"], sentence["text"]


def test_the_readme_tells_how_held_out_sentences_are_read(served: Served) -> None:
    """The confusion table of the README is the one that the held-out table gives."""
    readme = (FOLDER.parent / "README.md").read_text(encoding="utf-8")
    assert confusion(served, HELD_OUT) in readme
    assert confusion(served, [*SENTENCES, *MISSED]) in readme


def confusion(served: Served, sentences: list[dict[str, Any]]) -> str:
    """Return a table in Markdown: the right verdicts down, the verdicts given across; `unread` for a figure missed."""
    counts: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        given = figures(post(served, {"text": sentence["text"]}))
        by_number = {one["number"]: one["verdict"] for one in given}
        aligned = len(given) == len(sentence["claims"])
        for place, right in enumerate(sentence["claims"]):
            verdict = given[place]["verdict"] if aligned else by_number.get(right["number"], "unread")
            counts[right["verdict"], verdict] += 1
    names = [*map(str, Verdict), "unread"]
    shown = [name for name in names if any(counts[right, name] for right in names)]
    lines = ["| right \\ given | " + " | ".join(f"`{name}`" for name in shown) + " |"]
    lines += ["|---|" + "--:|" * len(shown)]
    for right in map(str, Verdict):
        lines.append(f"| `{right}` | " + " | ".join(str(counts[right, name] or "·") for name in shown) + " |")
    return "\n".join(lines)
