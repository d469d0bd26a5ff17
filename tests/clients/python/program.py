"""What the README shows of the generated client, type-checked and run: a figure, every page, a problem."""

import sys
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from summit_facts import Client
from summit_facts.api.facts import list_facts
from summit_facts.api.summits import list_summits
from summit_facts.models import Fact, FactPage, Problem, SummitPage
from summit_facts.types import UNSET, Unset


def guests(client: Client, year: int) -> Iterator[str]:
    """Yield how many guests came to each summit of a year, with the hedge."""
    page = list_summits.sync(client=client, year=[year], fields="name,figures")
    assert isinstance(page, SummitPage)
    for summit in page.items:
        if not isinstance(summit.figures, Unset) and summit.figures.guests is not None:
            yield f"{summit.id}: {summit.figures.guests.display.en}"


def every_fact(client: Client, year: int) -> Iterator[Fact]:
    """Yield every fact of a year, page by page."""
    cursor: str | Unset = UNSET
    while True:
        page = list_facts.sync(client=client, year=[year], limit=100, cursor=cursor)
        assert isinstance(page, FactPage)
        yield from page.items
        if page.next_ is None:
            return
        cursor = parse_qs(urlsplit(page.next_).query)["cursor"][0]


def refusal(client: Client) -> str:
    """Return what is wrong with asking for the year 23."""
    problem = list_summits.sync(client=client, year=[23])
    assert isinstance(problem, Problem)
    return f"{problem.status}: {problem.errors[0].name}"


def main(base: str) -> None:
    """Print all three."""
    client = Client(base_url=base)
    for line in guests(client, 2023):
        print(line)
    print(len(list(every_fact(client, 2023))), "facts")
    print(refusal(client))


if __name__ == "__main__":
    main(sys.argv[1])
