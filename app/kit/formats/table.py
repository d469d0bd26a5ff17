"""A list as a table: its columns, and its rows as they come."""

from collections.abc import Iterator, Sequence

from app.kit.formats.columns import Flat, Part, Writing, columns_of, keys_of, reader_of, unfolded
from app.kit.formats.listing import Listing


def columns_for(listing: Listing) -> tuple[Flat, ...]:
    """Return the columns of a list."""
    return columns_of(listing.model, listing.fields, listing.included)


def rows_for(listing: Listing, columns: Sequence[Flat], writing: Writing[Part]) -> Iterator[list[Part]]:
    """Yield the rows of each batch as they are written; what proves them is fetched a batch at a time."""
    joined, release = writing.joined, writing.cell(listing.snapshot.release)
    for batch in listing.batches:
        items = unfolded(listing.model, batch)
        proofs = {proof: proof.fetch(listing.snapshot, keys) for proof, keys in keys_of(columns, items).items()}
        read = reader_of(columns[:-1], proofs, writing)
        yield [joined((read(item), release)) for item in items]
