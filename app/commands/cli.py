"""The commands: migrate, seed, serve, `start`, which does all three, and `mcp` for agents."""

import typer

from app.commands.agents import speak
from app.commands.migrate import compare, upgrade
from app.commands.serve import run
from app.settings import Settings
from seed.cli import app as seeding
from seed.cli import refusals, seed

app = typer.Typer(help="Summit Facts: migrate, seed and serve.", no_args_is_help=True, pretty_exceptions_enable=False)
app.add_typer(seeding, name="seed")


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    upgrade(Settings().database_url)


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
def start() -> None:
    """Migrate, seed and serve."""
    settings = Settings()
    upgrade(settings.database_url)
    seed(settings)
    run(settings)


def main() -> None:
    """Run a command; what is refused goes to standard error, with exit status 1."""
    with refusals():
        app()
