"""The words of our own that linked data uses: closed vocabularies, each word with what it means."""

from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, Field

from app.kit.formats.linked import Linked
from app.models import words as w
from app.resources.labels import CLOSED
from app.resources.linked.context import CONTEXT
from app.resources.linked.sources import TERM, term_types
from app.resources.properties import Label

VOCABULARIES: dict[str, tuple[type[StrEnum], str]] = {
    "bound": (w.Bound, "限定词"),
    "scope": (w.Scope, "范围"),
    "status": (w.Status, "状态"),
    "basis": (w.Basis, "依据"),
    "year_basis": (w.YearBasis, "年份依据"),
    "period_role": (w.PeriodRole, "与时段的关系"),
    "activity_kind": (w.ActivityKind, "活动类别"),
    "contribution_mode": (w.ContributionMode, "参与形式"),
    "event_mode": (w.EventMode, "举办形式"),
    "exhibitor_kind": (w.ExhibitorKind, "参展方类别"),
    "outcome_kind": (w.OutcomeKind, "成果类别"),
}
"""Each vocabulary, with its label in Chinese; what it is about is what its words say of themselves."""

MEANT = {
    "bound.exact": ("确切", "The number, with no hedge printed."),
    "bound.more_than": ("超过", "Larger than the number, which is itself excluded."),
    "bound.at_least": ("至少", "The number or more."),
    "bound.nearly": ("近", "Smaller than the number, which is itself excluded, and close to it."),
    "bound.at_most": ("至多", "The number or less."),
    "bound.about": ("约", "Around the number, on either side of it: neither a minimum nor a maximum."),
    "scope.all": ("全部", "No restriction is printed."),
    "scope.on_site": ("现场", "Only who or what was there."),
    "scope.online": ("线上", "Only who or what took part online."),
    "scope.overseas": ("境外", "Only who or what came from abroad."),
    "scope.domestic": ("境内", "Only who or what came from the country of the event."),
    "status.reported": ("已报道", "Told as done or held."),
    "status.planned": ("计划", "Only announced: never to be read as done or held."),
    "basis.stated": ("明示", "The value is printed."),
    "basis.inferred": ("推断", "The value follows from what is printed."),
    "basis.ambiguous": ("有歧义", "The words allow another reading, which the note gives."),
    "year_basis.stated": ("明示", "The year is printed with the event."),
    "year_basis.inferred": ("推断", "The year follows from what is printed elsewhere."),
    "period_role.start": ("期初", "The value at the start of the period."),
    "period_role.end": ("期末", "The value at the end of the period."),
    "period_role.over": ("期间", "The value over the period."),
    "period_role.since": ("以来", "The value since the start of the period."),
}
"""Labels in Chinese, and what is meant, of the words that say how far a value may be trusted."""


class TermPublic(BaseModel):
    """A vocabulary of ours, or one of its words."""

    linked: ClassVar[Linked] = Linked(CONTEXT, lambda item: f"/v1/terms#{item['id']}", term_types, TERM)

    id: str = Field(description="The part after `#` of its address.", examples=["bound.more_than"])
    vocabulary: str | None = Field(description="The vocabulary that has the word; null for a vocabulary itself.")
    word: str | None = Field(description="As it stands in answers; null for a vocabulary.", examples=["more_than"])
    label: Label
    about: str | None = Field(description="What is meant; null where the label says it.")


def terms() -> list[TermPublic]:
    """Return the vocabularies, each followed by its words."""
    found = []
    for name, (words, label) in VOCABULARIES.items():
        about = (words.__doc__ or "").strip()
        found.append(TermPublic(id=name, vocabulary=None, word=None, label=_label(name, label), about=about))
        found += [_word(name, one) for one in words]
    return found


def _word(vocabulary: str, word: StrEnum) -> TermPublic:
    name = f"{vocabulary}.{word}"
    label, about = MEANT.get(name, (CLOSED.get(word, word), None))
    return TermPublic(id=name, vocabulary=vocabulary, word=word, label=_label(word, label), about=about)


def _label(word: str, zh: str) -> Label:
    return Label(en=word.replace("_", " "), zh=zh)
