"""The commands: migrate, seed, serve, `start`, which does all three, `dump`, and `mcp` for agents."""

import logging
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.operations.logs import log
from app.settings import Settings, variable
from seed.cli import app as seeding
from seed.cli import refusals

if TYPE_CHECKING:
    from seed.load import Report

# What only one command needs, that command imports: a server must start soon, and stay small.

_log = logging.getLogger("summits")

Workers = Annotated[int | None, typer.Option(help="Processes that answer; SUMMIT_WORKERS, or 1, unless given.")]

app = typer.Typer(help="Summit Facts: migrate, seed and serve.", no_args_is_help=True, pretty_exceptions_enable=False)
app.add_typer(seeding, name="seed")


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    from app.commands.migrate import upgrade  # noqa: PLC0415

    settings = Settings()
    log(settings)
    upgrade(settings.database_url)


@app.command()
def check_migrations() -> None:
    """Check that the migrations make the schema of the models."""
    from app.commands.migrate import compare  # noqa: PLC0415

    compare()


@app.command()
def serve(workers: Workers = None) -> None:
    """Serve the API at SUMMIT_HOST:SUMMIT_PORT."""
    from app.commands.serve import run  # noqa: PLC0415

    run(_with(workers))


@app.command()
def mcp() -> None:
    """Answer agents over standard input and output (Model Context Protocol; needs the extra `mcp`)."""
    from app.commands.agents import speak  # noqa: PLC0415

    speak(Settings(mcp=True))


@app.command()
def dump(folder: Path) -> None:
    """Write all of the data into FOLDER: NDJSON, a data package, a database, their checksums, and a description."""
    from app.commands.dump import write  # noqa: PLC0415

    for file in write(Settings(), folder):
        typer.echo(f"{file.sha256}  {file.path}")


@app.command()
def start(workers: Workers = None) -> None:
    """Migrate, seed and serve."""
    from app.commands.migrate import upgrade  # noqa: PLC0415
    from app.commands.serve import run  # noqa: PLC0415
    from seed.commands import seed, show  # noqa: PLC0415

    settings = _with(workers)
    log(settings)
    upgrade(settings.database_url)
    seed(settings, tell=_note if settings.log_format == "json" else show)
    run(settings)


def _with(workers: int | None) -> Settings:
    """Return the settings; what is said on the command line goes before them."""
    if workers is not None:
        os.environ[variable("workers")] = str(workers)  # where each worker finds it as well
    return Settings()


def _note(report: "Report") -> None:
    changes = {name: asdict(change) for name, change in report.tables.items()}
    fields = {"release": report.version, "new": report.new, "tables": changes}
    _log.info("seeded: release %s", report.version, extra={"fields": fields})


@app.command()
def openapi(
    write: Annotated[bool, typer.Option("--write", help="Write it to openapi.json, with new examples.")] = False,
    breaking: Annotated[bool, typer.Option("--breaking", help="Write even what breaks clients.")] = False,
) -> None:
    """Print the description of the API (OpenAPI 3.1), whatever this installation is set to."""
    from app.commands import openapi as described  # noqa: PLC0415

    if write:
        described.write(anyway=breaking)
    else:
        sys.stdout.write(described.description())


def main() -> None:
    """Run a command; what is refused goes to standard error, with exit status 1."""
    with refusals():
        app()
