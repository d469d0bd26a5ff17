"""Create the history: what each release is called and did, and what every fact said from one release until another."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
COUNTS = ("facts", "added", "changed", "re_ranked", "withdrawn")


def words(name: str, *allowed: str) -> sa.Enum:
    """Give the type of a closed vocabulary: text under a CHECK constraint."""
    return sa.Enum(*allowed, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    """Apply."""
    # Releases seeded before now have no history; the null date says so, and the next load removes them.
    op.add_column("release", sa.Column("released_on", TEXT, nullable=True))
    op.add_column("release", sa.Column("local", sa.Boolean(), nullable=False, server_default=sa.true()))
    for name in COUNTS:
        op.add_column("release", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "revision",
        sa.Column("kind", words("recorded", "document", "fact", "subject"), nullable=False),
        sa.Column("thing", TEXT, nullable=False),
        sa.Column("from_sequence", sa.Integer(), nullable=False),
        sa.Column("until_sequence", sa.Integer(), nullable=True),
        sa.Column("property", TEXT, nullable=True),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.CheckConstraint("until_sequence > from_sequence", name="ck_revision_interval"),
        sa.ForeignKeyConstraint(["from_sequence"], ["release.sequence"], name="fk_revision_from_sequence"),
        sa.ForeignKeyConstraint(["until_sequence"], ["release.sequence"], name="fk_revision_until_sequence"),
        sa.PrimaryKeyConstraint("kind", "thing", "from_sequence", name="pk_revision"),
    )
    op.create_index("ix_revision_property", "revision", ["property"])
    op.create_index("ix_revision_until_sequence_from_sequence", "revision", ["until_sequence", "from_sequence"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("revision")
    for name in ("released_on", "local", *COUNTS):
        op.drop_column("release", name)
