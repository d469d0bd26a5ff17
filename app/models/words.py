"""The closed vocabularies: every word that a column, a data file or a parameter may hold."""

from enum import StrEnum

import sqlalchemy as sa


class Bound(StrEnum):
    """The hedge of a number, as printed."""

    EXACT = "exact"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    NEARLY = "nearly"
    AT_MOST = "at_most"
    ABOUT = "about"


class Scope(StrEnum):
    """What a number counts; `all` means that no restriction is printed."""

    ALL = "all"
    ON_SITE = "on_site"
    ONLINE = "online"
    OVERSEAS = "overseas"
    DOMESTIC = "domestic"


class Status(StrEnum):
    """Whether something is told as done or only announced."""

    REPORTED = "reported"
    PLANNED = "planned"


class Basis(StrEnum):
    """How a value follows from the words; `ambiguous` ones allow another reading, which the note gives."""

    STATED = "stated"
    INFERRED = "inferred"
    AMBIGUOUS = "ambiguous"


class YearBasis(StrEnum):
    """Whether the year of the event is printed with it."""

    STATED = "stated"
    INFERRED = "inferred"


class Rank(StrEnum):
    """Wikidata's ranks; a `deprecated` fact is kept as evidence and never answers a question."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class ValueType(StrEnum):
    """Which of a fact's value columns holds its value."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    ENTITY = "entity"


class PeriodRole(StrEnum):
    """How a value relates to its period."""

    START = "start"
    END = "end"
    OVER = "over"
    SINCE = "since"


class Language(StrEnum):
    """ISO 639-1 codes of the languages of the documents."""

    EN = "en"
    ZH = "zh"


class EventMode(StrEnum):
    """How an event was held."""

    ON_SITE = "on_site"
    ONLINE = "online"
    HYBRID = "hybrid"


class ContributionMode(StrEnum):
    """How a person took part."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    LETTER = "letter"


class Contribution(StrEnum):
    """What a person did at an event."""

    KEYNOTE = "keynote"
    SPEECH = "speech"
    MESSAGE = "message"
    LETTER = "letter"
    REPORT = "report"
    PRESIDED = "presided"
    STATEMENT = "statement"
    PRESS_CONFERENCE = "press_conference"
    ATTENDED = "attended"


class Role(StrEnum):
    """What an organisation was to an event, as stated for that event."""

    HOST = "host"
    CO_HOST = "co_host"
    HOST_OR_CO_SPONSOR = "host_or_co_sponsor"
    SUPPORTER = "supporter"


class ExhibitorKind(StrEnum):
    """What one row of exhibitors stands for."""

    GROUP = "group"
    COUNTRY = "country"
    ORGANIZATION = "organization"


class ActivityKind(StrEnum):
    """The kinds of things held at, beside or after a summit."""

    EXPO = "expo"
    SPECIAL_EVENT = "special_event"
    CEREMONY = "ceremony"
    SESSION = "session"
    EXHIBIT = "exhibit"
    SHOW = "show"
    SERVICE = "service"
    TRAINING = "training"
    VENUE_OPENING = "venue_opening"
    PRESS_CONFERENCE = "press_conference"
    ANNOUNCED_FORUM = "announced_forum"


class OutcomeKind(StrEnum):
    """The kinds of things a summit awards, publishes or starts."""

    AWARD = "award"
    HONOUR = "honour"
    CASE_COLLECTION = "case_collection"
    ACHIEVEMENT_RELEASE = "achievement_release"
    REPORT = "report"
    INITIATIVE = "initiative"
    PROGRAMME = "programme"
    INSTITUTION = "institution"


class PlaceKind(StrEnum):
    """The kinds of places named."""

    COUNTRY = "country"
    REGION = "region"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    TOWN = "town"
    VENUE = "venue"


class Listing(StrEnum):
    """Whether a list in a document exhausts what it lists."""

    COMPLETE = "complete"
    OPEN = "open"


class EntityType(StrEnum):
    """The kinds of things a fact may be about, or point to."""

    ACTIVITY = "activity"
    APPEARANCE = "appearance"
    COMPETITION = "competition"
    DOCUMENT = "document"
    EXHIBITOR = "exhibitor"
    ORGANIZATION = "organization"
    OUTCOME = "outcome"
    PARTNER = "partner"
    PERSON = "person"
    PLACE = "place"
    SERIES = "series"
    SUB_FORUM = "sub_forum"
    SUMMIT = "summit"
    TRACK = "track"


class Change(StrEnum):
    """What one release did to a fact; `re_ranked`: only its rank among those that compete."""

    ADDED = "added"
    CHANGED = "changed"
    RE_RANKED = "re_ranked"
    WITHDRAWN = "withdrawn"


class Recorded(StrEnum):
    """What releases keep every state of: facts, and what a citation of a fact names."""

    DOCUMENT = "document"
    FACT = "fact"
    SUBJECT = "subject"


def column(words: type[StrEnum], name: str | None = None) -> sa.Enum:
    """Give the column type of a closed vocabulary: text under a CHECK constraint, the same on every database.

    A table with two columns of one vocabulary gives each CHECK a `name` of its own.
    """
    return sa.Enum(
        words,
        native_enum=False,
        create_constraint=True,
        length=32,
        name=name or words.__name__.lower(),
        values_callable=lambda members: [str(member) for member in members],
    )
