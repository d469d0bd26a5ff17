"""What is stored: one entity a file. `TABLES` is the whole of it, parents before children."""

from sqlmodel import SQLModel

from app.models.activity import Activity
from app.models.appearance import Appearance
from app.models.competition import Competition
from app.models.document import Document
from app.models.entity_year import EntityYear
from app.models.evidence import Evidence
from app.models.exhibitor import Exhibitor
from app.models.fact import Fact
from app.models.organization import Organization
from app.models.outcome import Outcome
from app.models.partner import Partner
from app.models.person import Person
from app.models.place import Place
from app.models.position import Position
from app.models.property import Property
from app.models.release import Release
from app.models.revision import Revision
from app.models.search import SearchEntry, SearchName
from app.models.series import Series
from app.models.sub_forum import SubForum
from app.models.subject import Subject
from app.models.summit import Summit
from app.models.track import Track

__all__ = [
    "DERIVED",
    "HISTORY",
    "TABLES",
    "Activity",
    "Appearance",
    "Competition",
    "Document",
    "EntityYear",
    "Evidence",
    "Exhibitor",
    "Fact",
    "Organization",
    "Outcome",
    "Partner",
    "Person",
    "Place",
    "Position",
    "Property",
    "Release",
    "Revision",
    "SearchEntry",
    "SearchName",
    "Series",
    "SubForum",
    "Subject",
    "Summit",
    "Track",
]

TABLES: tuple[type[SQLModel], ...] = (
    Property,
    Document,
    Series,
    Place,
    Person,
    Organization,
    Summit,
    SubForum,
    Activity,
    Exhibitor,
    Competition,
    Track,
    Appearance,
    Partner,
    Outcome,
    Subject,
    Fact,
    Position,
    Evidence,
    EntityYear,
    SearchEntry,
    SearchName,
    Release,
    Revision,
)

DERIVED: frozenset[str] = frozenset({"subject", "search_entry", "search_name"})
"""Tables that the seeder makes of the others: they say nothing new, so a release's version leaves them out."""

HISTORY: tuple[type[SQLModel], ...] = (Release, Revision)
"""Tables that tell what the others held; the seeder appends to them and replaces nothing."""
