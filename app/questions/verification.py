"""What a check answers: every figure as it was understood, its verdict, and the evidence that decides it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, Field
from sqlmodel import col, select

from app.kit.rows.snapshot import Snapshot
from app.models import Evidence
from app.models.words import Bound, Scope
from app.reasoning.claim import Checked
from app.reasoning.reading import MOST
from app.reasoning.verdict import Verdict
from app.resources.facts import EvidencePublic
from app.resources.name import Remark
from app.resources.quantity import Figure

MOST_FACTS = 10
"""Facts of one figure that are named: of one without a year, every year's may be meant."""


class FactEvidence(EvidencePublic):
    """A place in a document, and the fact that it proves."""

    fact: str = Field(description="Id of the fact.", examples=["wuzhen-2023.guests"])


class CheckedClaim(BaseModel):
    """One figure, as it was understood, and the verdict."""

    surface: str | None = Field(description="The words read; null for a claim taken apart.")
    number: Figure = Field(description="In base units; read it with `bound`.")
    bound: Bound
    scope: Scope
    unit: str | None = Field(description="What is counted, if the text names it.")
    property: str | None = Field(description="What the figure was understood to be; null if that is open.")
    year: int | None = Field(description="Null if no year is named for it; none is guessed.")
    verdict: Verdict
    facts: list[str] = Field(description=f"Ids of the facts that decide, or that may be meant; at most {MOST_FACTS}.")
    facts_left_out: int = Field(description="How many more facts may be meant; 0 if all are named.")
    evidence: list[FactEvidence] = Field(description="Where those facts are said.")
    explanation: Remark


class Verification(BaseModel):
    """The figures found, in the order of the text."""

    claims: list[CheckedClaim]
    left_out: int = Field(description=f"Figures after the first {MOST} of a text, which are not judged; 0 if none.")
    explanation: Remark = Field(description="What was read, and what was not.")


def verification(snapshot: Snapshot, checked: list[tuple[str | None, Checked]], left_out: int = 0) -> Verification:
    """Return what was checked, each with the words read, together with the evidence of its facts."""
    named = [one.facts[:MOST_FACTS] for _, one in checked]
    ids = sorted({fact.id for facts in named for fact in facts})
    evidence: dict[str, list[Any]] = defaultdict(list)
    for piece in snapshot.rows(
        select(Evidence).where(col(Evidence.fact).in_(ids)).order_by(col(Evidence.fact), col(Evidence.ordinal))
    ):
        evidence[piece.fact].append(FactEvidence.model_validate(piece, from_attributes=True))
    return Verification(
        claims=[_claim(surface, one, evidence) for surface, one in checked],
        left_out=left_out,
        explanation=_summary([one for _, one in checked], left_out),
    )


def _claim(surface: str | None, one: Checked, evidence: Mapping[str, Sequence[FactEvidence]]) -> CheckedClaim:
    ids = [fact.id for fact in one.facts[:MOST_FACTS]]
    return CheckedClaim(
        surface=surface,
        number=one.claimed.number,
        bound=one.claimed.bound,
        scope=one.claimed.scope,
        unit=one.claimed.unit,
        property=one.property,
        year=one.year,
        verdict=one.verdict,
        facts=ids,
        facts_left_out=len(one.facts) - len(ids),
        evidence=[piece for name in sorted(ids) for piece in evidence[name]],
        explanation=Remark(en=one.why[0], zh=one.why[1]),
    )


def _summary(checked: list[Checked], left_out: int) -> Remark:
    if not checked:
        return Remark(
            en="No figure was found; only figures are checked, not other statements.",
            zh="文中未发现数字；本接口只核对数字，不核对其他说法。",
        )
    supported = sum(one.verdict is Verdict.SUPPORTED for one in checked)
    rest = (f" Not judged, after the first {MOST}: {left_out}.", f"另有{left_out}个数字超出前{MOST}个，未核对。")
    return Remark(
        en=f"Figures read: {len(checked)}; supported as they stand: {supported}. Only figures are checked."
        f"{rest[0] if left_out else ''}",
        zh=f"共读出{len(checked)}个数字，其中{supported}个与文件一致。只核对数字。{rest[1] if left_out else ''}",
    )
