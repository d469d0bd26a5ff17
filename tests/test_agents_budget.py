"""Every answer stays under its budget, is cut at whole items only, and says what was left out."""

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.agents.budget import MOST, Item, first, fit, tokens
from app.agents.tool import refusal
from app.agents.tools import TOOLS
from app.kit.problems import ProblemError
from app.main import store_of
from app.models.search import SearchType
from app.models.words import ValueType
from app.resources.fields import FIGURES, PROPERTIES
from tests.served import Served
from tests.talking import LINK, Call, ask, prove

YEARS = (2015, 2022, 2023, 2024, 2025)
WORDS = ("wuzhen", "互联网", "of", "summit", "数字", "the", "峰会", "digital", "𓀀" * 200, "乌镇" * 100)
SENTENCES = [
    one["text"]
    for name in ("sentences", "sentences-heldout", "sentences-missed")
    for one in yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))
]
NASTY = (
    " ".join(f"{number} guests in 2024." for number in range(200)),
    "In 2024 1,800" + "\u3000" * 900 + "guests came.",
    "In 2024 " + "one thousand " * 250 + "guests",
    "selected 13 cases 12 projects 2023 2024 " * 70,
    "2024年１８００余名嘉宾" * 80,
    "𓀀😀" * 300 + " 1,800 guests in 2024",
)


COUNTED = Path(__file__).with_name("counted.json")
"""Real answers with their tokens, counted by `tests/benchmarks/tokens.py`, which picks and writes them."""

KEPT = json.loads(COUNTED.read_text(encoding="utf-8")) if COUNTED.exists() else []

SHORT = 100
"""Estimated tokens up to which the mix of an answer says little."""


def shares(text: str) -> tuple[float, float]:
    """Return which parts of a text are digits and signs, and characters beyond ASCII, by bytes of UTF-8."""
    plain = text.encode("ascii", "ignore")
    marks = sum(not (character.isalpha() or character.isspace()) for character in plain.decode())
    whole = len(text.encode()) or 1
    return marks / whole, 1 - len(plain) / whole


def texts() -> list[str]:
    """Return the sentences of the other tests, as long as a text may be."""
    found, whole = [], ""
    for sentence in SENTENCES:
        if len(f"{whole} {sentence}".encode()) > 3900:
            found.append(whole)
            whole = ""
        whole = f"{whole} {sentence}".strip()
    return [*found, whole, *NASTY]


def everything() -> list[Call]:
    """Return each tool with every property, year, series and type, and the worst that may be asked."""
    pairs = [list(pair) for pair in combinations(YEARS, 2)]
    calls: list[Call] = [("describe", {}), ("get_facts", {}), ("compare", {"years": list(YEARS)})]
    calls += [("trend", {"property": name}) for name in FIGURES]
    calls += [("trend", {"property": name, "series": "gdte"}) for name in FIGURES]
    calls += [("trend", {"property": name, "subjects": ["a" * 300] * 5}) for name in FIGURES]
    calls += [(tool, {"property": name}) for tool in ("get_facts", "describe") for name in PROPERTIES]
    calls += [("compare", {"years": list(YEARS), "properties": [name]}) for name in PROPERTIES]
    calls += [
        (tool, {"years": years}) for tool in ("get_facts", "compare") for years in [*pairs, *([y] for y in YEARS)]
    ]
    calls += [
        ("get_facts", {"series": series, "value_type": str(kind)})
        for series in ("wuzhen", "gdte")
        for kind in ValueType
    ]
    calls += [("get_facts", {"skip": skip}) for skip in range(0, 900, 90)]
    calls += [("describe", {"value_type": str(kind), "skip": skip}) for kind in ValueType for skip in (0, 10, 40)]
    calls += [("search", {"query": word, "type": str(kind)}) for word in WORDS[:4] for kind in SearchType]
    calls += [("search", {"query": word, "skip": skip}) for word in WORDS for skip in (0, 5, 20)]
    calls += [("verify", {"text": text}) for text in texts()]
    calls += [("trend", {f"unknown_{number}": 1 for number in range(300)}), ("trend", {"property": "unknown"})]
    return calls


LONG = "https://facts.example.org/" + "long/" * 20


@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("language", "base"), [("en", ""), ("zh", LONG)], ids=["en", "zh with long links"])
def test_no_answer_is_over_the_budget(served: Served, language: str, base: str) -> None:
    tools = {tool.name: tool for tool in TOOLS}
    store = store_of(served.settings.model_copy(update={"public_url": base or None}))
    marks, others = map(max, zip(*(shares(one["text"]) for one in KEPT), strict=True))
    cut = 0
    for name, arguments in everything():
        try:
            text = tools[name].answer(store, arguments | {"language": language})
        except ProblemError as error:
            text = refusal(error)
        assert tokens(text) < MOST, (name, arguments)
        if tokens(text) > SHORT:  # else what was counted says nothing of it: count anew
            assert shares(text)[0] < marks + 0.03, (name, arguments)
            assert shares(text)[1] < others + 0.03, (name, arguments)
        cut += bool(re.search(r"\bnot shown\b", text))
    assert cut > 60, "the sweep is meant to be of answers that must be cut"
    store.engine.dispose()


@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_what_is_left_out_is_counted_and_can_be_asked_for(served: Served) -> None:
    """A walk by `skip` shows every fact once, and each answer counts what is still to come."""
    seen: list[str] = []
    total = served.json("/v1/facts?subject=wuzhen-2023&best=true")["total"]
    while len(seen) < total:
        text = ask(served, "get_facts", subject="wuzhen-2023", skip=len(seen))
        assert f" {total} facts" in text
        seen += [LINK.findall(line)[-1] for line in text.splitlines() if line.startswith("- ")]
        left = re.search(r"^(\d+) more not shown: ask again with skip=(\d+),", text, re.MULTILINE)
        assert (int(left[1]), int(left[2])) == (total - len(seen), len(seen)) if left else len(seen) == total
    assert len(set(seen)) == total


@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_a_comparison_that_is_cut_names_what_it_leaves_out(served: Served) -> None:
    shown: set[str] = set()
    answer = ask(served, "compare", years=[2023, 2024])
    lines = served.json("/v1/compare?year=2023&year=2024")["items"]
    left = re.search(r"(\d+) lines not shown; ask with properties, a few of: (.*)\.", answer)
    assert left
    shown = set(re.findall(r"^- [^(]*\((\w+)[,)]", answer, re.MULTILINE))
    assert shown | set(left[2].split(", ")) == {line["property"] for line in lines}
    assert int(left[1]) == len(lines) - len(re.findall(r"^- ", answer, re.MULTILINE))
    more = ask(served, "compare", years=[2023, 2024], properties=left[2].split(", ")[:2])
    assert "not shown" not in more
    assert prove(served, answer) + prove(served, more) > 8


@pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)
def test_figures_that_were_not_shown_are_counted_by_verdict(served: Served) -> None:
    answer = ask(served, "verify", text="There were 20 sub-forums in 2023. " * 60 + "There were 21 sub-forums in 2023.")
    shown = answer.count("\n- ")
    assert f"\n{61 - shown} more figures not shown (1 contradicted, {60 - shown} supported): " in answer


def test_every_figure_of_the_sweep_is_cited(served: Served) -> None:
    """On both databases: whatever is asked of a figure, each that is shown is as `/v1/facts` has it."""
    calls: list[tuple[str, dict[str, Any]]] = [
        ("get_facts", {"value_type": "number", "years": [year]}) for year in YEARS
    ]
    calls += [
        ("trend", {"property": name}) for name in ("guests", "guest_countries", "exhibitors", "projects", "media")
    ]
    calls += [("compare", {"years": list(years)}) for years in combinations(YEARS, 2)]
    calls += [("verify", {"text": text}) for text in texts()[:3]]
    assert sum(prove(served, ask(served, name, **arguments)) for name, arguments in calls) > 100


def test_an_answer_is_cut_at_whole_items() -> None:
    items = [Item(f"- {number} " + "x" * 400, f"- {number}", f"- {number}!") for number in range(2000)]
    text = fit("head", items, lambda shown: f"{2000 - shown} more" if shown < 2000 else "", "foot")
    lines = text.splitlines()
    assert (lines[0], lines[-1]) == ("head", "foot")
    shown = [line for line in lines if line.startswith("- ")]
    assert shown == [f"- {number}" for number in range(len(shown))]
    assert f"{2000 - len(shown)} more" in lines
    assert MOST - 10 < tokens(text) < MOST
    assert fit("head", items[:3], lambda _: "") == "\n".join(["head", *(item.full for item in items[:3])])


def test_an_item_that_is_too_long_is_named() -> None:
    items = [Item("a" * 9000, "b" * 9000, "- named"), Item("c", "c", "c")]
    assert fit("head", items, lambda _: "").splitlines()[:3] == ["head", "- named", "c"]


def test_names_are_counted_where_they_do_not_fit() -> None:
    names = [f"name-{number}" for number in range(100)]
    text = first(names, 50)
    assert text.startswith("name-0, name-1")
    assert text.endswith(f" and {100 - text.count('name-')} more")
    assert first(names, 10_000) == ", ".join(names)
    assert first(["x" * 500], 10) == "1 more"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        # As many as o200k_base and cl100k_base of tiktoken have at most.
        ("", 0),
        ("2022 World Internet Conference Wuzhen Summit, journalists: nearly 600 people.", 17),
        ("2022年世界互联网大会乌镇峰会，记者：近600人。光明网，2022年11月11日。", 41),
        ("/v1/releases/1b0e986f88d1964f/facts/wuzhen-2022.journalists", 26),
    ],
)
def test_the_estimate_is_not_under_the_count(text: str, count: int) -> None:
    assert count <= tokens(text) <= 1.9 * count


@pytest.mark.parametrize("one", KEPT, ids=[one["why"] for one in KEPT])
def test_the_estimate_of_an_answer_is_not_under_its_count(one: dict[str, Any]) -> None:
    """The budget holds by real counts: of the longest answers, and of those that are heaviest for their length."""
    count = max(one["counts"].values())
    assert count <= tokens(one["text"]) <= 1.9 * count
    assert count < MOST
