"""What is published: one declaration a file. `RESOURCES` is the API's table of contents."""

from app.kit.resource import Resource
from app.resources.activities import activities
from app.resources.attendees import attendees
from app.resources.competitions import competitions
from app.resources.documents import documents
from app.resources.exhibitors import exhibitors
from app.resources.facts import facts
from app.resources.indicators import indicators
from app.resources.organizations import organizations
from app.resources.outcomes import outcomes
from app.resources.partners import partners
from app.resources.people import people
from app.resources.properties import properties
from app.resources.speakers import speakers
from app.resources.sub_forums import sub_forums
from app.resources.summits import summits

RESOURCES: tuple[Resource, ...] = (
    summits,
    sub_forums,
    exhibitors,
    competitions,
    speakers,
    attendees,
    partners,
    organizations,
    people,
    outcomes,
    activities,
    indicators,
    documents,
    facts,
    properties,
)
