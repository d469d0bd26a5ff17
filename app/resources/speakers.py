"""Speakers: every contribution of a person to a summit, in whatever way, except being present."""

from typing import Annotated, ClassVar

from pydantic import Field
from sqlmodel import col, select

from app.kit.formats.linked import Linked
from app.kit.resource import Many, Resource
from app.kit.rows.filters import AnyOf
from app.models import Appearance, Fact
from app.models import words as w
from app.models.words import Contribution
from app.resources.appearance import APPEARANCE_SORT, AppearanceFilters, AppearancePublic
from app.resources.facts import facts
from app.resources.linked.roles import SPEAKERS


class SpeakerPublic(AppearancePublic):
    """One contribution of one person to one summit, with the positions held then."""

    linked: ClassVar[Linked] = SPEAKERS


class SpeakerFilters(AppearanceFilters):
    """What may be asked of speakers."""

    contribution: Annotated[list[w.Contribution] | None, AnyOf(Appearance.contribution)] = Field(
        None, description="What the person did; who was only present is at `/v1/attendees`.", examples=[["keynote"]]
    )


speakers = Resource(
    name="speakers",
    about=__doc__,
    rows=select(Appearance).where(col(Appearance.contribution) != Contribution.ATTENDED),
    schema=SpeakerPublic,
    filters=SpeakerFilters,
    sort=APPEARANCE_SORT,
    example="gdte-2023.ip-governance.ding-guangyu.keynote",
    include={"facts": Many(facts, Fact.subject_id)},
)
