"""Finds things by their words."""

from typing import Any

from pydantic import Field

from app.agents.budget import Item, first, fit
from app.agents.desk import Desk
from app.agents.tool import AgentTool, Arguments, Years, seen_all
from app.models.search import SearchType
from app.questions.search import search as hits
from app.questions.suggest import suggest
from app.resources import fields as f

PAGE = 20
"""Things that one answer tries to show."""

FURTHEST = 80
"""Things that may be left out."""

SHOWN = 3
"""Texts of one thing that are shown."""


class SearchArguments(Arguments):
    """What to find."""

    query: str = Field(
        max_length=200,
        description="A name or words that stand one after another, in English or Chinese: “Ren Xianliang”, “任贤良”, "
        "“blockchain”. No questions, no numbers.",
    )
    type: SearchType | None = Field(None, description="Only this kind of thing.")
    years: Years | None = Field(None, description="Only things of one of these years.")
    series: f.Id | None = Field(None, description="Only things of this series, such as wuzhen.")
    skip: int = Field(0, ge=0, le=FURTHEST, description="Hits to leave out: those that you have seen.")


def run(desk: Desk, asked: SearchArguments) -> str:
    """Return the things found, best first."""
    found = desk.ask(hits, asked, limit=asked.skip + PAGE)
    head = f"Release {desk.snapshot.release}."
    if not found["items"]:
        return "\n".join([head, *_nothing(desk, asked)])
    items, total = [_item(desk, hit) for hit in found["items"][asked.skip :]], found["total"]
    if not items:
        raise seen_all(len(found["items"]))
    counted = f"{total} found" if total is not None else "More than 500 texts match; the first are ranked"
    if asked.skip:
        counted += f"; {asked.skip} skipped"

    def rest(shown: int) -> str:
        end = asked.skip + shown
        left = "More" if total is None else total - end
        if not left:
            return ""
        step = f"skip={end}" if shown and end <= FURTHEST else "a longer query"
        return f"{left} not shown: ask with {step}, or narrow with type, years or series."

    foot = (
        "get_facts(subject=id) tells what is stated of a thing, get_facts(object=id) what points to it. "
        f"Items: {desk.snapshot.base}/v1/<type>/<id>."
    )
    return fit(f"{head} {counted}, best first.", items, rest, foot)


def _nothing(desk: Desk, asked: SearchArguments) -> list[str]:
    """Say that nothing was found, and what the words may have been meant to be."""
    narrowed = " with these filters" if asked.type or asked.years or asked.series else ""
    lines = [f"Nothing was found{narrowed}: no name and no other text has these words one after another."]
    near = desk.ask(suggest, q=asked.query, limit=5)["items"]
    names = [f"{one['text']} ({one['id']})" for one in near]
    return [*lines, f"Names that begin so or nearly so: {first(names, 400)}."] if names else lines


def _item(desk: Desk, hit: dict[str, Any]) -> Item:
    name = hit["name"] or {}
    names = " / ".join(dict.fromkeys(text for text in (name.get("en"), name.get("zh")) if text))
    years = (
        f"; {'year' if len(hit['years']) == 1 else 'years'} {', '.join(map(str, hit['years']))}" if hit["years"] else ""
    )
    planned = "; planned: announced, not reported as held" if hit["status"] == "planned" else ""
    start = f"- {hit['type']} {hit['id']}: {names}{years}{planned}"
    matches = [_match(desk, one) for one in hit["matches"]]
    more = f"; and {len(matches) - SHOWN} more texts" if len(matches) > SHOWN else ""
    return Item(
        f"{start}. Matched {'; '.join(matches[:SHOWN])}{more}",
        f"{start}. Matched {matches[0]}",
        f"- {hit['type']} {hit['id']}: too long to show",
    )


def _match(desk: Desk, match: dict[str, Any]) -> str:
    proof = f", cite: {desk.link}{match['fact']}" if match["fact"] else " (our wording)"
    return f"{match['field']} “{match['text']}”{proof}"


search = AgentTool(
    name="search",
    title="Search",
    about="Find people, organisations, events and other things by their names and other texts, in English or Chinese, "
    "whatever the script or accents. Use it to get the id of a thing before get_facts. Not for figures: for those use "
    "get_facts, trend or compare.",
    arguments=SearchArguments,
    run=run,
)
