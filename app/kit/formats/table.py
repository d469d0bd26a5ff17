"""A list as a table: its columns, and its rows as they come."""

from collections.abc import Iterator, Sequence

from app.kit.formats.columns import Cell, Flat, columns_of, keys_of, reader_of, unfolded
from app.kit.formats.listing import Listing


def columns_for(listing: Listing) -> tuple[Flat, ...]:
    """Return the columns of a list."""
    return columns_of(listing.model, listing.fields, listing.included)


def rows_for(listing: Listing, columns: Sequence[Flat]) -> Iterator[list[list[Cell]]]:
    """Yield the rows of each batch; their proofs take one statement a batch."""
    for batch in listing.batches:
        items = unfolded(listing.model, batch)
        proofs = {proof: proof.fetch(listing.snapshot, keys) for proof, keys in keys_of(columns, items).items()}
        read = reader_of(columns[:-1], proofs)
        yield [[*read(item), listing.snapshot.release] for item in items]
