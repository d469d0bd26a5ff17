"""The seeding commands: load, check, locate a phrase, write the spans."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from seed.check import FACTS, examine, read_folder, write_spans
from seed.phrase import Phrase
from seed.problem import Refused
from seed.proof import prove_digits, prove_hedges, prove_values
from seed.problem import Problems
from seed.reader import read_file
from seed.spans import find_spans, lengthen, read_document

app = typer.Typer(help="Seed the database from the data files, or check them.", no_args_is_help=False)

Folder = Annotated[Path, typer.Option(help="Folder of the data files.", file_okay=False, exists=True)]
Documents = Annotated[
    Path | None,
    typer.Option(
        envvar="SUMMIT_DOCUMENTS", help="Folder of the documents, to prove every span.", file_okay=False, exists=True
    ),
]


@app.callback(invoke_without_command=True)
def load(
    context: typer.Context,
    check: Annotated[bool, typer.Option("--check", help="Prove everything, write nothing.")] = False,
    facts: Folder = FACTS,
    documents: Documents = None,
    only: str | None = None,
) -> None:
    """Prove the data files, then load them in one transaction."""
    if context.invoked_subcommand is not None:
        return
    if only:
        stem = only.removesuffix(".yaml")
        file = read_file(facts / f"{stem}.yaml")
        problems = Problems()
        prove_values(file, problems)
        text = read_document(documents, file.document)
        found = find_spans(file, text)
        prove_hedges(file, found, text, problems)
        prove_digits(file, found, text, problems)
        problems.refuse()
        print(len(found.of), "facts ok (this file alone)")
        return
    dataset = examine(facts, documents)
    Console().print(f"{len(dataset.facts)} facts about {len(dataset.entities)} entities")


@app.command()
def spans(documents: Documents, facts: Folder = FACTS, only: str | None = None) -> None:
    """Find every phrase in the documents and write the spans files."""
    for path in write_spans(facts, documents, only and only.removesuffix(".yaml")):
        Console().print(f"wrote {path.name}")


@app.command()
def locate(document: str, phrase: str, documents: Documents = None) -> None:
    """Show where a phrase stands in a document: phrase in, positions out."""
    text = read_document(documents, document)
    hits = Phrase.parse(phrase).hits(text)
    for start, end in hits:
        typer.echo(f"{document} {start}-{end} {lengthen(text, start, end, hits)}")


def main() -> None:
    """Run the commands; what is refused goes to standard error, with exit status 1."""
    try:
        app()
    except Refused as refused:
        for problem in refused.problems:
            typer.echo(problem, err=True)
        raise SystemExit(1) from None
