"""What the README tells of openapi-generator's client: a figure, every page, a problem, a verdict, a table."""

import sys
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from summit_facts import (
    AnswersApi,
    ApiClient,
    ApiException,
    Configuration,
    ExhibitorsApi,
    Fact,
    FactsApi,
    Format,
    Problem,
    SummitsApi,
    VerifyRequest,
)


def guests(client: ApiClient, year: int) -> Iterator[str]:
    """Yield how many guests came to each summit of a year, with the hedge."""
    for summit in SummitsApi(client).list_summits(year=[year], fields="name,figures").items:
        if summit.figures is not None and summit.figures.guests is not None:
            yield f"{summit.id}: {summit.figures.guests.display.en}"


def every_fact(client: ApiClient, year: int) -> Iterator[Fact]:
    """Yield every fact of a year, page by page."""
    cursor = None
    while True:
        page = FactsApi(client).list_facts(year=[year], limit=100, cursor=cursor)
        yield from page.items
        if page.next is None:
            return
        cursor = parse_qs(urlsplit(page.next).query)["cursor"][0]


def refusal(client: ApiClient) -> str:
    """Return what is wrong with a place that is left empty."""
    try:
        SummitsApi(client).list_summits(place=[""])
    except ApiException as error:
        if isinstance(error.data, Problem):
            return f"{error.data.status}: {error.data.errors[0].name}"
    return "no problem"


def main(client: ApiClient) -> None:
    """Print all five."""
    for line in guests(client, 2023):
        print(line)
    print(len(list(every_fact(client, 2023))), "facts")
    print(refusal(client))
    print(AnswersApi(client).verify(VerifyRequest(text="More than 1,800 guests came in 2023.")).claims[0].verdict.value)
    # Formats other than JSON are not modelled, and read as they come.
    table = ExhibitorsApi(client).list_exhibitors_without_preload_content(year=[2024], format=Format.CSV)
    print(table.read().decode("utf-8").partition(",")[0])


if __name__ == "__main__":
    with ApiClient(Configuration(host=sys.argv[1]) if len(sys.argv) > 1 else Configuration()) as given:
        main(given)
