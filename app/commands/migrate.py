"""Migrations, run from code."""

from collections.abc import Callable
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from app.database import connect
from app.settings import ROOT
from seed.problem import Refused


def configuration() -> Config:
    """Return Alembic's configuration, which is in pyproject.toml."""
    return Config(toml_file=ROOT / "pyproject.toml")


def upgrade(url: str, revision: str = "head") -> None:
    """Bring a database up to `revision` in one transaction. Raises sqlalchemy.exc.DBAPIError, nothing being changed."""
    _run(url, command.upgrade, revision)


def downgrade(url: str, revision: str = "base") -> None:
    """Take a database down to `revision`."""
    _run(url, command.downgrade, revision)


def _run(url: str, step: Callable[[Config, str], None], revision: str) -> None:
    engine = connect(url)
    try:
        with engine.begin() as connection:
            config = configuration()
            config.attributes["connection"] = connection
            step(config, revision)
    except CommandError as error:
        raise Refused([str(error)]) from error
    finally:
        engine.dispose()


def compare() -> None:
    """Check that the migrations make the schema of the models. Raises Refused if they differ."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/compare.sqlite"
        upgrade(url)
        _run(url, lambda config, _: command.check(config), "")
