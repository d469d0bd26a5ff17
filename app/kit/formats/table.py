"""A list as a table: its columns, and its rows as they come."""

from collections.abc import Iterator, Sequence

from app.kit.formats.columns import Cell, Flat, columns_of, keys_of, readers_of, row_of, unfolded
from app.kit.formats.listing import Listing


def columns_for(listing: Listing) -> tuple[Flat, ...]:
    """Return the columns of a list."""
    return columns_of(listing.model, listing.fields, listing.included)


def rows_for(listing: Listing, columns: Sequence[Flat]) -> Iterator[list[list[Cell]]]:
    """Yield the rows of each batch; their proofs take one statement a batch."""
    for batch in listing.batches:
        told = {columns[-1].name: listing.snapshot.release}
        items = [item | told for item in unfolded(listing.model, batch)]
        proofs = {proof: proof.fetch(listing.snapshot, keys) for proof, keys in keys_of(columns, items).items()}
        readers = readers_of(columns, proofs)
        yield [row_of(readers, item) for item in items]
