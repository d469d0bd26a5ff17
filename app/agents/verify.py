"""Checks the figures of a text before it is published."""

from collections import Counter

from pydantic import Field

from app.agents.budget import Item, fit
from app.agents.desk import Desk
from app.agents.tool import AgentTool, Arguments
from app.agents.wording import cited
from app.questions.verification import CheckedClaim
from app.questions.verify import check_text
from app.reasoning.phrases import number
from app.reasoning.reading import MOST
from app.reasoning.verdict import Verdict
from app.resources.facts import FactPublic

SHOWN = 4
"""Facts of one figure that are shown."""

LONGEST_SURFACE = 120
"""Characters of the words read that are shown."""


FOOT = "Publish no figure that is not `supported`: put hedge, scope, unit and year as the documents have them."


class VerifyArguments(Arguments):
    """What to check."""

    text: str = Field(
        min_length=1,
        description="A sentence or a few, in English or Chinese, each figure with its year. At most 4 KB and "
        f"{MOST} figures.",
    )


def run(desk: Desk, asked: VerifyArguments) -> str:
    """Return a verdict for every figure, in the order of the text."""
    found = check_text(desk.snapshot, asked.text)
    known = desk.facts(one for claim in found.claims for one in claim.facts[:SHOWN])
    items = [_item(desk, claim, known) for claim in found.claims]

    def rest(shown: int) -> str:
        left = Counter(str(claim.verdict) for claim in found.claims[shown:])
        if found.left_out:
            left["not judged"] = found.left_out
        if not left:
            return ""
        counted = ", ".join(f"{count} {verdict}" for verdict, count in sorted(left.items()))
        return f"{left.total()} more figures not shown ({counted}): check the text in parts."

    head = f"Release {desk.snapshot.release}. {desk.say(found.explanation)}"
    return fit(head, items, rest, "" if all(claim.verdict is Verdict.SUPPORTED for claim in found.claims) else FOOT)


def _item(desk: Desk, claim: CheckedClaim, known: dict[str, FactPublic]) -> Item:
    surface = claim.surface or ""
    words = surface if len(surface) <= LONGEST_SURFACE else f"{surface[:LONGEST_SURFACE]}…"
    start = f"- “{words}”: {claim.verdict}. {desk.say(claim.explanation)} Read as {_read_as(claim)}."

    def shown(whole: bool) -> str:
        facts = [known[one] for one in claim.facts[:SHOWN]]
        lines = [start, *(f"  {cited(one, desk, whole=whole)}" for one in facts)]
        if len(claim.facts) > SHOWN:
            lines.append(
                f"  and {len(claim.facts) + claim.facts_left_out - SHOWN} more facts: name what is meant in the text."
            )
        return "\n".join(lines)

    return Item(shown(True), shown(False), f"- “{words}”: {claim.verdict}. Too long to show: check it alone.")


def _read_as(claim: CheckedClaim) -> str:
    """Return how a figure was understood."""
    parts = [
        f"{number(claim.number)} ({claim.bound})",
        *([f"unit {claim.unit}"] if claim.unit else []),
        f"scope {claim.scope}",
        f"year {claim.year}" if claim.year else "no year named",
    ]
    return f"{claim.property or 'what is open'}: {', '.join(parts)}"


verify = AgentTool(
    name="verify",
    title="Verify a text",
    about="Check every figure of a text against the documents before you publish it. Verdicts: supported, hedge_lost, "
    "hedge_added, contradicted, scope_mismatch, unit_mismatch, not_in_sources, ambiguous. Only figures are checked; "
    "name the year of each, for none is guessed.",
    arguments=VerifyArguments,
    run=run,
    computes=True,
)
