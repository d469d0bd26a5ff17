"""The commands: migrate, seed, serve, `start`, which does all three, `dump`, and `mcp` for agents."""

import logging
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from app.commands import openapi as described
from app.commands.agents import speak
from app.commands.dump import write
from app.commands.migrate import compare, upgrade
from app.commands.serve import run
from app.operations.logs import log
from app.settings import Settings
from seed.cli import app as seeding
from seed.cli import refusals, seed, show
from seed.load import Report

_log = logging.getLogger("summits")

app = typer.Typer(help="Summit Facts: migrate, seed and serve.", no_args_is_help=True, pretty_exceptions_enable=False)
app.add_typer(seeding, name="seed")


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    settings = Settings()
    log(settings)
    upgrade(settings.database_url)


@app.command()
def check_migrations() -> None:
    """Check that the migrations make the schema of the models."""
    compare()


@app.command()
def serve() -> None:
    """Serve the API at SUMMIT_HOST:SUMMIT_PORT."""
    run(Settings())


@app.command()
def mcp() -> None:
    """Answer agents over standard input and output (Model Context Protocol; needs the extra `mcp`)."""
    speak(Settings(mcp=True))


@app.command()
def dump(folder: Path) -> None:
    """Write all of the data into FOLDER: NDJSON, a data package, a database, their checksums, and a description."""
    for file in write(Settings(), folder):
        typer.echo(f"{file.sha256}  {file.path}")


@app.command()
def start() -> None:
    """Migrate, seed and serve."""
    settings = Settings()
    log(settings)
    upgrade(settings.database_url)
    seed(settings, tell=_note if settings.log_format == "json" else show)
    run(settings)


def _note(report: Report) -> None:
    changes = {name: asdict(change) for name, change in report.tables.items()}
    fields = {"release": report.version, "new": report.new, "tables": changes}
    _log.info("seeded: release %s", report.version, extra={"fields": fields})


@app.command()
def openapi(
    write: Annotated[bool, typer.Option("--write", help="Write it to openapi.json, with new examples.")] = False,
    breaking: Annotated[bool, typer.Option("--breaking", help="Write even what breaks clients.")] = False,
) -> None:
    """Print the description of the API (OpenAPI 3.1), whatever this installation is set to."""
    if write:
        described.write(anyway=breaking)
    else:
        sys.stdout.write(described.description())


def main() -> None:
    """Run a command; what is refused goes to standard error, with exit status 1."""
    with refusals():
        app()
