"""Whether the data can be asked, check by check."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa

from app.kit.rows.file import UnusableFileError
from app.kit.rows.store import Store
from app.settings import ROOT

MIGRATE = "run `summits migrate`"


@dataclass(frozen=True)
class Check:
    """What was looked at, whether it is as it must be, and what was found."""

    name: str
    passed: bool
    found: str
    error: Exception | None = None


def checks(store: Store) -> Iterator[Check]:
    """Look at the database, its schema and its release; without a database there is nothing more to look at."""
    try:
        with store.connections.lend() as connection:
            yield Check("database", True, connection.dialect.name)
            yield _schema(connection)
            yield _release(connection, store)
    except UnusableFileError as error:
        yield Check("database", False, error.why, error)
    except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
        yield Check("database", False, "it cannot be reached, or is none", error)


def _schema(connection: sa.Connection) -> Check:
    """Compare the schema with the newest migration of this build."""
    made = sa.inspect(connection).has_table("alembic_version")
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() if made else None
    if found is None:
        return Check("schema", False, f"there is none yet; {MIGRATE}")
    known = revisions()
    if found == known[-1]:
        return Check("schema", True, found)
    if found in known:
        return Check("schema", False, f"it is at {found}, and this build needs {known[-1]}; {MIGRATE}")
    return Check("schema", False, f"it is newer than {known[-1]}, which this build needs; run a newer build")


def _release(connection: sa.Connection, store: Store) -> Check:
    try:
        newest = connection.execute(store.release).first()
    except sa.exc.DBAPIError:
        return Check("release", False, "the schema holds none")
    return (
        Check("release", True, newest[0])
        if newest
        else Check("release", False, "there is none yet; run `summits seed`")
    )


@cache
def revisions() -> tuple[str, ...]:
    """Return the migrations of this build, oldest first; their files are named by them, so Alembic is not needed."""
    return tuple(sorted(path.name.partition("_")[0] for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py")))
