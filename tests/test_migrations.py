"""Migrations: up, down and up again with data in them, on both databases; models and schema agree."""

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from app.commands.migrate import downgrade, upgrade
from app.database import connect
from app.models import TABLES
from app.resources import RESOURCES
from app.schema import compare
from seed.columns import Rows
from seed.load import load
from tests.conftest import DATABASES

both = pytest.mark.parametrize("empty_url", DATABASES, indirect=True)


@both
def test_up_down_and_up_again_with_data(empty_url: str, rows: Rows) -> None:
    upgrade(empty_url)
    engine = connect(empty_url)
    first = load(engine, rows)
    downgrade(empty_url)
    assert set(sa.inspect(engine).get_table_names()) <= {"alembic_version"}
    upgrade(empty_url)
    again = load(engine, rows)
    engine.dispose()
    assert (again.version, again.new) == (first.version, True)


@both
@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
def test_each_step_goes_both_ways(empty_url: str, revision: str) -> None:
    upgrade(empty_url, revision)
    upgrade(empty_url)
    downgrade(empty_url, revision)
    upgrade(empty_url)


@both
def test_the_models_need_no_other_migration(empty_url: str) -> None:
    upgrade(empty_url)
    engine = connect(empty_url)
    with engine.begin() as connection:
        compare(connection)
    engine.dispose()


@both
def test_dated_tables_are_in_the_order_of_their_lists(empty_url: str) -> None:
    """The models do not tell it, so it is read off the database."""
    upgrade(empty_url)
    engine = connect(empty_url)
    sqlite = sa.text("SELECT sql FROM sqlite_master WHERE type = 'index' AND name LIKE '%newest'")
    postgresql = sa.text("SELECT indexdef FROM pg_indexes WHERE indexname LIKE '%newest'")
    with engine.begin() as connection:
        found = connection.execute(sqlite if engine.dialect.name == "sqlite" else postgresql).scalars().all()
    engine.dispose()
    dated = {resource.entity.__tablename__ for resource in RESOURCES if resource.default_sort == ["-year", "id"]}
    assert len(found) == len(dated - {"fact"}) == 8
    assert all("(year DESC, id)" in one for one in found)


@both
def test_a_migration_that_fails_leaves_nothing(empty_url: str) -> None:
    engine = connect(empty_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE evidence (id integer)"))
    with pytest.raises(sa.exc.DBAPIError):
        upgrade(empty_url)
    assert sa.inspect(engine).get_table_names() == ["evidence"]
    engine.dispose()


def closed_columns() -> list[tuple[str, str]]:
    """Every column of a closed vocabulary."""
    return [
        (table.name, column.name)
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.Enum)
    ]


@pytest.mark.parametrize(("table", "column"), closed_columns())
def test_the_database_knows_exactly_the_words_of_the_model(seeded_url: str, table: str, column: str) -> None:
    """Autogenerate does not see a changed list of members, so each CHECK is compared with its vocabulary."""
    engine = connect(seeded_url)
    checks = [str(check["sqltext"]) for check in sa.inspect(engine).get_check_constraints(table)]
    engine.dispose()
    words = SQLModel.metadata.tables[table].columns[column].type.enums  # type: ignore[attr-defined]
    held = [check for check in checks if column in check and all(f"'{word}'" in check for word in words)]
    assert any(check.count("'") == 2 * len(words) for check in held), checks


def test_every_dated_table_has_a_year_with_indexes_that_begin_with_it() -> None:
    dated = [model.__table__ for model in TABLES if "year" in model.model_fields]  # type: ignore[attr-defined]
    assert {table.name for table in dated} >= {"summit", "sub_forum", "exhibitor", "competition", "appearance", "fact"}
    for table in dated:
        begins = [index for index in table.indexes if next(iter(index.columns)).name == "year"]
        assert begins, f"{table.name} has no index that begins with the year"
