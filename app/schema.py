"""The schema of a database, as the migrations make it: run from code, on a connection that is given."""

import logging
from collections.abc import Callable
from threading import Lock

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

import migrations

_ALONE = Lock()
"""Alembic knows one context in a process, so one thread migrates at a time."""


def configuration() -> Config:
    """Return what Alembic needs to run the migrations; an installed package has no pyproject.toml to read it from."""
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0].replace("%", "%%"))
    return config


def upgrade(connection: sa.Connection, revision: str = "head", *, quiet: bool = False) -> None:
    """Bring a database up to `revision`, in the transaction of the connection; `quiet`, it is no news in the log.

    Raises sqlalchemy.exc.DBAPIError, or alembic.util.CommandError for a revision that is not known.
    """
    _run(connection, command.upgrade, revision, quiet=quiet)


def downgrade(connection: sa.Connection, revision: str = "base") -> None:
    """Take a database down to `revision`, in the transaction of the connection."""
    _run(connection, command.downgrade, revision)


def compare(connection: sa.Connection) -> None:
    """Check that a migrated database has the schema of the models. Raises alembic.util.CommandError if it differs."""
    _run(connection, lambda config, _: command.check(config), "")


def _run(connection: sa.Connection, step: Callable[[Config, str], None], revision: str, *, quiet: bool = False) -> None:
    config = configuration()
    config.attributes["connection"] = connection
    log = logging.getLogger("alembic")
    with _ALONE:
        level = log.level
        try:
            log.setLevel(logging.WARNING if quiet else level)
            step(config, revision)
        finally:
            log.setLevel(level)
