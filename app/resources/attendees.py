"""Attendees: people who are reported as present. Who was present and also spoke is among the speakers as well."""

from typing import ClassVar

from sqlmodel import col, select

from app.kit.formats.linked import Linked
from app.kit.resource import Many, Resource
from app.models import Appearance, Fact
from app.models.words import Contribution
from app.resources.appearance import APPEARANCE_SORT, AppearanceFilters, AppearancePublic
from app.resources.facts import facts
from app.resources.linked.roles import ATTENDEES


class AttendeePublic(AppearancePublic):
    """One person reported as present at one summit, with the positions held then."""

    linked: ClassVar[Linked] = ATTENDEES


class AttendeeFilters(AppearanceFilters):
    """What may be asked of attendees."""


attendees = Resource(
    name="attendees",
    about=__doc__,
    rows=select(Appearance).where(col(Appearance.contribution) == Contribution.ATTENDED),
    schema=AttendeePublic,
    filters=AttendeeFilters,
    sort=APPEARANCE_SORT,
    example="wuzhen-2023.robin-li.attended",
    include={"facts": Many(facts, Fact.subject_id)},
)
