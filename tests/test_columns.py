"""A value lives twice, written once: every typed column equals the best fact of its property and scope."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from app.database import connect
from app.models import Fact
from app.models.source import OWN, source
from app.models.words import Basis, Rank, Scope, Status
from seed.columns import INHERITED, TABLE_OF

RANKS = [str(rank) for rank in Rank]
STATUSES = [str(status) for status in Status]
BASES = [str(basis) for basis in Basis]


def best(facts: list[Any]) -> Any:
    """Choose the best of facts by the rule of the design, written here anew."""
    return min(
        facts,
        key=lambda fact: (
            RANKS.index(fact.rank),
            STATUSES.index(fact.status),
            BASES.index(fact.basis),
            -fact.documents,
            fact.id,
        ),
    )


@pytest.mark.parametrize("table", TABLE_OF.values(), ids=lambda table: str(table.__tablename__))
def test_every_column_equals_its_best_fact(seeded_url: str, table: type[SQLModel]) -> None:
    engine = connect(seeded_url, read_only=True)
    with engine.connect() as connection:
        evidence = SQLModel.metadata.tables["evidence"]
        documents = (
            sa.select(sa.func.count(evidence.c.document.distinct()))
            .where(evidence.c.fact == Fact.id)
            .scalar_subquery()
            .label("documents")
        )
        facts = connection.execute(sa.select(Fact, documents)).all()
        rows = connection.execute(sa.select(table)).all()
    engine.dispose()
    assert rows
    checked = 0
    for row in rows:
        own = [fact for fact in facts if fact.subject_id == row.id and fact.rank != Rank.DEPRECATED]
        for column in table.model_fields:
            if column in OWN:
                continue
            origin = source(column)
            assert origin is not None
            scope = origin.scope or getattr(row, "scope", None) or Scope.ALL
            found = [
                fact
                for fact in own
                if (fact.property, fact.language, fact.slug) == (origin.property, origin.language, origin.slug)
                and fact.scope in {None, scope}
            ]
            value = getattr(row, column)
            if not found:
                assert value is None or column in INHERITED or column.startswith("name_"), (row.id, column)
                continue
            fact = best(found)
            stated = fact.number if fact.number is not None else fact.object_id or fact.text
            assert value == stated or (column == "year" and str(value) == stated), (row.id, column)
            checked += 1
    assert checked >= len(rows)


def test_best_marks_one_fact_of_each_group(seeded_url: str) -> None:
    engine = connect(seeded_url, read_only=True)
    names = ("subject_id", "property", "scope", "status", "language", "period", "period_role", "slug")
    fact = SQLModel.metadata.tables["fact"]
    marked = sa.func.sum(sa.case((fact.c.best, 1), else_=0))
    answering = sa.func.sum(sa.case((fact.c.rank != "deprecated", 1), else_=0))
    with engine.connect() as connection:
        counts = connection.execute(sa.select(marked, answering).group_by(*(fact.c[name] for name in names))).all()
    engine.dispose()
    assert all(marked == (1 if answers else 0) for marked, answers in counts)
