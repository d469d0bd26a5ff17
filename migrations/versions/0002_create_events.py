"""Create summits, sub-forums, activities and exhibitors."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
STATUS_WORDS = ("reported", "planned")
EVENTMODE_WORDS = ("on_site", "online", "hybrid")


def words(name: str, *allowed: str) -> sa.Enum:
    """Give the type of a closed vocabulary: text under a CHECK constraint."""
    return sa.Enum(*allowed, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "summit",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("note_en", TEXT, nullable=True),
        sa.Column("note_zh", TEXT, nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("status", words("status", *STATUS_WORDS), nullable=False),
        sa.Column("series", TEXT, nullable=True),
        sa.Column("name_en", TEXT, nullable=True),
        sa.Column("name_zh", TEXT, nullable=True),
        sa.Column("name_translated", words("language", "en", "zh"), nullable=True),
        sa.Column("search", TEXT, nullable=False),
        sa.Column("starts_on", TEXT, nullable=True),
        sa.Column("ends_on", TEXT, nullable=True),
        sa.Column("place", TEXT, nullable=True),
        sa.Column("mode", words("eventmode", *EVENTMODE_WORDS), nullable=True),
        sa.Column("theme_en", TEXT, nullable=True),
        sa.Column("theme_zh", TEXT, nullable=True),
        sa.Column("ordinal", sa.BigInteger(), nullable=True),
        sa.Column("guests", sa.BigInteger(), nullable=True),
        sa.Column("guests_on_site", sa.BigInteger(), nullable=True),
        sa.Column("guest_countries", sa.BigInteger(), nullable=True),
        sa.Column("guest_countries_on_site", sa.BigInteger(), nullable=True),
        sa.Column("sub_forums", sa.BigInteger(), nullable=True),
        sa.Column("sub_forum_hosts", sa.BigInteger(), nullable=True),
        sa.Column("media", sa.BigInteger(), nullable=True),
        sa.Column("journalists", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["place"], ["place.id"], name="fk_summit_place"),
        sa.ForeignKeyConstraint(["series"], ["series.id"], name="fk_summit_series"),
        sa.PrimaryKeyConstraint("id", name="pk_summit"),
    )
    op.create_index("ix_summit_place", "summit", ["place"])
    op.create_index("ix_summit_year_id", "summit", ["year", "id"])
    op.create_index("ix_summit_year_series", "summit", ["year", "series"])
    op.create_table(
        "sub_forum",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("note_en", TEXT, nullable=True),
        sa.Column("note_zh", TEXT, nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("status", words("status", *STATUS_WORDS), nullable=False),
        sa.Column("series", TEXT, nullable=True),
        sa.Column("summit", TEXT, nullable=False),
        sa.Column("name_en", TEXT, nullable=True),
        sa.Column("name_zh", TEXT, nullable=True),
        sa.Column("name_translated", words("language", "en", "zh"), nullable=True),
        sa.Column("search", TEXT, nullable=False),
        sa.Column("held_on", TEXT, nullable=True),
        sa.Column("place", TEXT, nullable=True),
        sa.Column("mode", words("eventmode", *EVENTMODE_WORDS), nullable=True),
        sa.Column("theme_en", TEXT, nullable=True),
        sa.Column("theme_zh", TEXT, nullable=True),
        sa.Column("attendance", sa.BigInteger(), nullable=True),
        sa.Column("attendance_on_site", sa.BigInteger(), nullable=True),
        sa.Column("invited_experts", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["place"], ["place.id"], name="fk_sub_forum_place"),
        sa.ForeignKeyConstraint(["series"], ["series.id"], name="fk_sub_forum_series"),
        sa.ForeignKeyConstraint(["summit"], ["summit.id"], name="fk_sub_forum_summit"),
        sa.PrimaryKeyConstraint("id", name="pk_sub_forum"),
    )
    op.create_index("ix_sub_forum_place", "sub_forum", ["place"])
    op.create_index("ix_sub_forum_year_id", "sub_forum", ["year", "id"])
    op.create_index("ix_sub_forum_year_series", "sub_forum", ["year", "series"])
    op.create_index("ix_sub_forum_year_summit", "sub_forum", ["year", "summit"])
    op.create_table(
        "activity",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("note_en", TEXT, nullable=True),
        sa.Column("note_zh", TEXT, nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("status", words("status", *STATUS_WORDS), nullable=False),
        sa.Column("series", TEXT, nullable=True),
        sa.Column("name_en", TEXT, nullable=True),
        sa.Column("name_zh", TEXT, nullable=True),
        sa.Column("name_translated", words("language", "en", "zh"), nullable=True),
        sa.Column("search", TEXT, nullable=False),
        sa.Column("summit", TEXT, nullable=True),
        sa.Column(
            "kind",
            words(
                "activitykind",
                "expo",
                "special_event",
                "ceremony",
                "session",
                "exhibit",
                "show",
                "service",
                "training",
                "venue_opening",
                "press_conference",
                "announced_forum",
            ),
            nullable=False,
        ),
        sa.Column("held_on", TEXT, nullable=True),
        sa.Column("place", TEXT, nullable=True),
        sa.Column("mode", words("eventmode", *EVENTMODE_WORDS), nullable=True),
        sa.Column("ordinal", sa.BigInteger(), nullable=True),
        sa.Column("exhibition_area", sa.BigInteger(), nullable=True),
        sa.Column("signed_projects", sa.BigInteger(), nullable=True),
        sa.Column("signed_amount", sa.BigInteger(), nullable=True),
        sa.Column("employers", sa.BigInteger(), nullable=True),
        sa.Column("jobs", sa.BigInteger(), nullable=True),
        sa.Column("participants", sa.BigInteger(), nullable=True),
        sa.Column("participant_countries", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["place"], ["place.id"], name="fk_activity_place"),
        sa.ForeignKeyConstraint(["series"], ["series.id"], name="fk_activity_series"),
        sa.ForeignKeyConstraint(["summit"], ["summit.id"], name="fk_activity_summit"),
        sa.PrimaryKeyConstraint("id", name="pk_activity"),
    )
    op.create_index("ix_activity_place", "activity", ["place"])
    op.create_index("ix_activity_year_id", "activity", ["year", "id"])
    op.create_index("ix_activity_year_kind", "activity", ["year", "kind"])
    op.create_index("ix_activity_year_series", "activity", ["year", "series"])
    op.create_index("ix_activity_year_summit", "activity", ["year", "summit"])
    op.create_table(
        "exhibitor",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("note_en", TEXT, nullable=True),
        sa.Column("note_zh", TEXT, nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("status", words("status", *STATUS_WORDS), nullable=False),
        sa.Column("series", TEXT, nullable=True),
        sa.Column("summit", TEXT, nullable=False),
        sa.Column("expo", TEXT, nullable=False),
        sa.Column("kind", words("exhibitorkind", "group", "country", "organization"), nullable=False),
        sa.Column("scope", words("scope", "all", "on_site", "online", "overseas", "domestic"), nullable=True),
        sa.Column("country", TEXT, nullable=True),
        sa.Column("organization", TEXT, nullable=True),
        sa.Column("mode", words("eventmode", *EVENTMODE_WORDS), nullable=True),
        sa.Column("search", TEXT, nullable=False),
        sa.Column("exhibitors", sa.BigInteger(), nullable=True),
        sa.Column("exhibitor_countries", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["country"], ["place.id"], name="fk_exhibitor_country"),
        sa.ForeignKeyConstraint(["expo"], ["activity.id"], name="fk_exhibitor_expo"),
        sa.ForeignKeyConstraint(["organization"], ["organization.id"], name="fk_exhibitor_organization"),
        sa.ForeignKeyConstraint(["series"], ["series.id"], name="fk_exhibitor_series"),
        sa.ForeignKeyConstraint(["summit"], ["summit.id"], name="fk_exhibitor_summit"),
        sa.PrimaryKeyConstraint("id", name="pk_exhibitor"),
    )
    op.create_index("ix_exhibitor_country", "exhibitor", ["country"])
    op.create_index("ix_exhibitor_expo", "exhibitor", ["expo"])
    op.create_index("ix_exhibitor_organization", "exhibitor", ["organization"])
    op.create_index("ix_exhibitor_year_id", "exhibitor", ["year", "id"])
    op.create_index("ix_exhibitor_year_kind", "exhibitor", ["year", "kind"])
    op.create_index("ix_exhibitor_year_series", "exhibitor", ["year", "series"])
    op.create_index("ix_exhibitor_year_summit", "exhibitor", ["year", "summit"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("exhibitor")
    op.drop_table("activity")
    op.drop_table("sub_forum")
    op.drop_table("summit")
