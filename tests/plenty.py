"""As many rows as wanted, made while they are read: exhibitors of one expo, each with a fact and its evidence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.models import Activity, Document, Exhibitor, Fact, Series, Subject, Summit
from app.models.words import EventMode
from seed.columns import Row, Streams

STEP = 7919
"""A prime: things come in no order, each once."""


def blank(model: type[object], **values: object) -> Row:
    """Return a row of a table, null where nothing is given."""
    return dict.fromkeys(model.model_fields) | values  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Stream:
    """Rows that can be read again; none is held."""

    things: range
    row: Callable[[int], Row]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.things)

    def __iter__(self) -> Iterator[Row]:
        """Make the rows."""
        for place in range(len(self)):
            yield self.row(self.things[place * STEP % len(self)])


def plenty(things: range, edited: range = range(0)) -> Streams:
    """Return the rows of so many exhibitors; those edited say another number."""

    def thing(number: int) -> str:
        return f"river-2031.expo.group-{number:07d}"

    def counted(number: int) -> int:
        return number % 977 + (number in edited)

    def exhibitor(number: int) -> Row:
        return blank(
            Exhibitor, id=thing(number), year=2031, status="reported", summit="river-2031", expo="river-2031.expo",
            series="river", kind="group", scope="all", mode=EventMode.ONLINE if number % 3 else None,
            search=f"\n100% “{number}”\n", exhibitors=counted(number),
        )  # fmt: skip

    def subject(number: int) -> Row:
        return blank(
            Subject, id=thing(number), type="exhibitor", name_en=f"Group {number}", search="", year=2031,
            collection="exhibitors", status="reported", summit="river-2031", series="river",
        )  # fmt: skip

    def fact(number: int) -> Row:
        return blank(
            Fact, id=f"{thing(number)}.exhibitors", subject_type="exhibitor", subject_id=thing(number), year=2031,
            property="exhibitors", year_basis="stated", value_type="number", number=counted(number), bound="exact",
            unit="company", scope="all", status="reported", basis="stated", rank="normal", best=True, standing=1,
            search="", proof=1, summit="river-2031", series="river",
        )  # fmt: skip

    def evidence(number: int) -> Row:
        return {
            "fact": f"{thing(number)}.exhibitors", "ordinal": 1, "document": "report",
            "start": number, "end": number + 3, "surface": "ten",
        }  # fmt: skip

    label = {"label_en": "Exhibitors", "label_zh": "参展商", "search": ""}
    event = {"year": 2031, "status": "reported", "series": "river", "search": ""}
    return {
        "property": [{"id": "exhibitors", "subjects": ["exhibitor"], "value_type": "number", "units": ["company"],
                      "scopes": ["all"], **label}],
        "document": [blank(Document, id="report", language="en", sha256="0", length=9, **label)],
        "series": [blank(Series, id="river", name_en="River Congress", search="")],
        "summit": [blank(Summit, id="river-2031", **event)],
        "activity": [blank(Activity, id="river-2031.expo", summit="river-2031", kind="expo", **event)],
        "exhibitor": Stream(things, exhibitor),
        "subject": Stream(things, subject),
        "fact": Stream(things, fact),
        "evidence": Stream(things, evidence),
    }  # fmt: skip


def small(streams: Streams) -> dict[str, list[Row]]:
    """Hold the rows in memory."""
    return {name: list(stream) for name, stream in streams.items()}
