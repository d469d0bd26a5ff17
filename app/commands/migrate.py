"""Migrations of the database that a URL names."""

from collections.abc import Callable
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from alembic.util import CommandError

from app import schema
from app.database import connect
from seed.problem import Refused


def upgrade(url: str, revision: str = "head") -> None:
    """Bring a database up to `revision` in one transaction. Raises sqlalchemy.exc.DBAPIError, nothing being changed."""
    _run(url, lambda connection: schema.upgrade(connection, revision))


def downgrade(url: str, revision: str = "base") -> None:
    """Take a database down to `revision`."""
    _run(url, lambda connection: schema.downgrade(connection, revision))


def compare() -> None:
    """Check that the migrations make the schema of the models. Raises Refused if they differ."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/compare.sqlite"
        upgrade(url)
        _run(url, schema.compare)


def _run(url: str, step: Callable[[sa.Connection], None]) -> None:
    engine = connect(url)
    try:
        with engine.begin() as connection:
            step(connection)
    except CommandError as error:
        raise Refused([str(error)]) from error
    finally:
        engine.dispose()
