"""Citations: worded as an editor would print them, read against the documents, each with a link that answers."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.models.vocabulary import VOCABULARY
from app.models.words import Scope
from app.reasoning.phrases import SCOPES
from app.reasoning.units import FOREIGN, UNITS
from app.resources.labels import CLOSED
from app.resources.punctuation import CHINESE, ENGLISH
from app.settings import Settings
from tests.asking import walk
from tests.served import Served, serve

DAILY = (
    "Highlights of the 2023 World Internet Conference: Zhejiang Daily Wuzhen Summit Recap – Achievements, Initiatives,"
    " and Future of the Internet"
)
FORUM = "Forum on the International Governance of Intellectual Property in the Digital Economy"
WIPO = "WIPO China:Digital Innovation as a Catalyst for Green Development"
SOURCES = {
    "guangming": ("Guangming Net, 11 November 2022", "光明网，2022年11月11日"),
    "issuewire": (
        f"“{FORUM} Grand Opening”, IssueWire, 21 December 2023",
        f"《{FORUM} Grand Opening》，IssueWire，2023年12月21日",
    ),
    "nbtv": (
        "nbtv.cn, report on the 2024 Wuzhen Summit (undated), 宁波宁聚传媒科技有限公司",
        "nbtv.cn，2024年乌镇峰会报道（未注明日期），宁波宁聚传媒科技有限公司",
    ),
    "wipo": (f"“{WIPO}”, WIPO China, 8 November 2023", f"《{WIPO}》，WIPO China，2023年11月8日"),
    "daily": (f"“{DAILY}”, Zhejiang Daily, 11 November 2023", f"《{DAILY}》，Zhejiang Daily，2023年11月11日"),
}
"""How each document is named."""

CITED = yaml.safe_load((Path(__file__).parent / "citations.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("cited", CITED, ids=[cited["fact"] for cited in CITED])
def test_a_citation_reads_as_an_editor_would_print_it(served: Served, cited: dict[str, Any]) -> None:
    answer = served.get(f"/v1/facts/{cited['fact']}")
    version = answer.headers["x-dataset-version"]
    link = f"/v1/releases/{version}/facts/{cited['fact']}"
    english = "; ".join(SOURCES[name][0] for name in cited["sources"]).removesuffix(".")
    chinese = "；".join(SOURCES[name][1] for name in cited["sources"])
    assert answer.json()["cite"] == {
        "en": f"{cited['en']}. {english}. Summit Facts, release {version}, {link}",
        "zh": f"{cited['zh']}。{chinese}。Summit Facts，版本 {version}，{link}",
        "link": link,
    }


def test_the_table_is_of_every_kind() -> None:
    assert len(CITED) >= 15
    assert {name for cited in CITED for name in cited["sources"]} == set(SOURCES)


def test_every_fact_is_cited_whole(served: Served) -> None:
    """Whatever it says: the hedge, every document, the link, one full stop, no gap where a name should be."""
    documents = {item["id"]: item for item in served.items("/v1/documents")}
    facts = list(walk(served, "/v1/facts?limit=1000&rank=preferred&rank=normal&rank=deprecated"))
    assert len(facts) == served.json("/v1/releases")["items"][0]["facts"]
    for fact in facts:
        cite = fact["cite"]
        for language, text in ((one, cite[one]) for one in ("en", "zh")):
            assert text.endswith(cite["link"]), fact["id"]
            assert fact["display"] is None or fact["display"][language] in text, text
            assert not re.search(r"None|\(\)|（）|\.\.|。。|: [(.]|：[（。]", text), text
            for piece in fact["evidence"]:
                document = documents[piece["document"]]
                assert (document["title"] or document["label"][language]) in text, text
        assert re.search("announced" if fact["status"] == "planned" else "", cite["en"])
        assert ("计划，" in cite["zh"]) == (fact["status"] == "planned")
        assert ("有歧义" in cite["zh"]) == (fact["basis"] == "ambiguous")
        assert ("garbled" in cite["en"]) == (fact["rank"] == "deprecated")


def test_every_link_answers_the_fact_as_it_was_cited(served: Served) -> None:
    for fact in served.json("/v1/facts?property=guests&property=place&property=published_on")["items"]:
        assert served.json(fact["cite"]["link"]) == fact | {
            "release": fact["cite"]["link"].split("/")[3],
            "current": "same",
        }


@pytest.mark.parametrize("path", ["/v1/indicators", "/v1/facts?fields=cite"])
def test_lists_cite_too(served: Served, path: str) -> None:
    assert all(item["cite"]["link"].endswith(item["id"]) for item in served.json(path)["items"])
    [summit] = served.json("/v1/summits?year=2023&series=wuzhen&include=facts")["items"]
    assert all(fact["cite"]["link"].endswith(fact["id"]) for fact in summit["included"]["facts"])


def test_a_public_address_stands_before_the_link(seeded_url: str) -> None:
    settings = Settings(database_url=seeded_url, documents=None, public_url="https://example.org/facts/")
    with serve(settings) as served:
        cite = served.get("/v1/facts/wuzhen-2023.guests", host="elsewhere.example").json()["cite"]
        assert re.fullmatch("https://example.org/facts/v1/releases/[0-9a-f]{16}/facts/wuzhen-2023.guests", cite["link"])
        assert cite["en"].endswith(f", {cite['link']}")
        assert b'href="https://example.org/facts/v1/changes.atom"' in served.get("/v1/changes.atom").content


def test_an_address_changes_the_validator(served: Served) -> None:
    other = Settings(database_url=served.settings.database_url, documents=None, public_url="https://example.org")
    with serve(other) as elsewhere:
        tags = {one.get("/v1/facts/wuzhen-2023.guests").headers["etag"] for one in (served, elsewhere)}
    assert len(tags) == 2


@pytest.mark.parametrize(
    "address",
    ["example.org", "ftp://example.org", "https://", "https://example.org/?a=b", "https://example.org/#a",
     "https://user@example.org", "https://example.org:port", "https://example.org/a b", 'https://example.org/"',
     "https://例.org"],
)  # fmt: skip
def test_what_is_no_public_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"address|[Pp]ort"):
        Settings(public_url=address)


def test_every_unit_scope_and_closed_word_is_worded() -> None:
    assert {unit for term in VOCABULARY.values() for unit in term.units} == set(UNITS) - set(FOREIGN)
    assert set(Scope) == set(SCOPES)
    closed = {word for term in VOCABULARY.values() for words in term.closed.values() for word in words}
    assert closed == set(CLOSED)


@pytest.mark.parametrize(
    ("iso", "en", "zh"),
    [("2023-11-08", "8 November 2023", "2023年11月8日"), ("2023-11", "November 2023", "2023年11月"),
     ("2023", "2023", "2023年")],
)  # fmt: skip
def test_a_date_stops_where_it_is_printed_to_stop(iso: str, en: str, zh: str) -> None:
    assert (ENGLISH.day(iso), CHINESE.day(iso)) == (en, zh)
