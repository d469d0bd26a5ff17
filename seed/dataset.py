"""What all data files say together: entities, and facts with their evidence."""

from dataclasses import dataclass, field

from app.models.words import Basis, EntityType, Language, Rank, Status, YearBasis
from seed.problem import Mark
from seed.records import Both, File, Statement
from seed.spans import Spans

Group = tuple[object, ...]
"""What facts compete for: subject, property, scope, status, language, period and slug."""


@dataclass
class Entity:
    """One thing, over all files. `row` holds its structural columns, `statuses` what each file says of it."""

    type: EntityType
    id: str
    mark: Mark
    row: dict[str, str] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)
    statuses: set[Status] = field(default_factory=set)
    ours: dict[Language, str] = field(default_factory=dict)
    note: Both | None = None
    summit: str | None = None
    series: str | None = None
    year: int | None = None

    @property
    def status(self) -> Status:
        """Planned only if no document reports it."""
        return Status.REPORTED if Status.REPORTED in self.statuses else Status.PLANNED


@dataclass(frozen=True)
class Quote:
    """One piece of evidence: a span of a document and what stands there."""

    document: str
    start: int
    end: int
    surface: str


@dataclass
class FactRecord:
    """One statement of one or more documents, after merging."""

    id: str
    subject: Entity
    statement: Statement
    status: Status
    year: int | None
    year_basis: YearBasis
    summit: str | None
    series: str | None
    evidence: list[Quote]
    best: bool = False
    standing: int = 1

    @property
    def documents(self) -> int:
        """How many documents state it."""
        return len({quote.document for quote in self.evidence})

    def group(self) -> Group:
        """Return what this fact competes for with others."""
        said = self.statement
        return (
            self.subject.id,
            said.property,
            said.scope,
            self.status,
            said.language,
            said.period,
            said.period_role,
            said.slug,
        )

    def order(self) -> tuple[object, ...]:
        """Return the order of facts that compete: preferred, reported, stated, more documents, id (decision 2)."""
        return (
            list(Rank).index(self.statement.rank),
            list(Status).index(self.status),
            list(Basis).index(self.statement.basis),
            -self.documents,
            self.id,
        )


@dataclass
class Dataset:
    """Everything the files say, ready to become rows."""

    files: list[File]
    spans: dict[str, Spans]
    entities: dict[str, Entity]
    facts: list[FactRecord]
