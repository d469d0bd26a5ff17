"""Create subjects: everything that facts are about, by id."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
TYPES = (
    "activity",
    "appearance",
    "competition",
    "document",
    "exhibitor",
    "organization",
    "outcome",
    "partner",
    "person",
    "place",
    "series",
    "sub_forum",
    "summit",
    "track",
)


def words(name: str, *allowed: str) -> sa.Enum:
    """Give the type of a closed vocabulary: text under a CHECK constraint."""
    return sa.Enum(*allowed, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "subject",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name_en", TEXT, nullable=True),
        sa.Column("name_zh", TEXT, nullable=True),
        sa.Column("name_translated", words("language", "en", "zh"), nullable=True),
        sa.Column("search", TEXT, nullable=False),
        sa.Column("type", words("entitytype", *TYPES), nullable=False),
        sa.Column("scope", words("scope", "all", "on_site", "online", "overseas", "domestic"), nullable=True),
        sa.Column("setting_en", TEXT, nullable=True),
        sa.Column("setting_zh", TEXT, nullable=True),
        sa.Column("collection", TEXT, nullable=True),
        sa.Column("summit", TEXT, nullable=True),
        sa.Column("series", TEXT, nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("status", words("status", "reported", "planned"), nullable=True),
        sa.Column("starts_on", TEXT, nullable=True),
        sa.Column("ends_on", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["summit"], ["summit.id"]),
        sa.ForeignKeyConstraint(["series"], ["series.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_subject_year_id", "subject", ["year", "id"])
    op.create_index("ix_subject_starts_on_id", "subject", ["starts_on", "id"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("subject")
