"""Order the dated tables as their lists are: the newest year first, then by id, so that a page needs no sorting."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

DATED = ("activity", "appearance", "competition", "exhibitor", "outcome", "partner", "sub_forum", "summit")


def upgrade() -> None:
    """Apply."""
    for table in DATED:
        op.drop_index(f"ix_{table}_year_id", table)
        op.create_index(f"ix_{table}_newest", table, [sa.text("year DESC"), "id"])


def downgrade() -> None:
    """Undo."""
    for table in DATED:
        op.drop_index(f"ix_{table}_newest", table)
        op.create_index(f"ix_{table}_year_id", table, ["year", "id"])
