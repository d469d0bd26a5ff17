"""Create competitions, appearances, partners and outcomes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
STATUS_WORDS = ("reported", "planned")


def words(name: str, *allowed: str) -> sa.Enum:
    """Give the type of a closed vocabulary: text under a CHECK constraint."""
    return sa.Enum(*allowed, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "competition",
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
        sa.Column("tracks_listing", words("listing", "complete", "open"), nullable=True),
        sa.Column("projects", sa.BigInteger(), nullable=True),
        sa.Column("project_countries", sa.BigInteger(), nullable=True),
        sa.Column("finalists", sa.BigInteger(), nullable=True),
        sa.Column("winners", sa.BigInteger(), nullable=True),
        sa.Column("projects_added", sa.BigInteger(), nullable=True),
        sa.Column("countries_added", sa.BigInteger(), nullable=True),
        sa.Column("track_count", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["series"], ["series.id"], name="fk_competition_series"),
        sa.ForeignKeyConstraint(["summit"], ["summit.id"], name="fk_competition_summit"),
        sa.PrimaryKeyConstraint("id", name="pk_competition"),
    )
    op.create_index("ix_competition_year_id", "competition", ["year", "id"])
    op.create_index("ix_competition_year_series", "competition", ["year", "series"])
    op.create_index("ix_competition_year_summit", "competition", ["year", "summit"])
    op.create_table(
        "track",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name_en", TEXT, nullable=True),
        sa.Column("name_zh", TEXT, nullable=True),
        sa.Column("name_translated", words("language", "en", "zh"), nullable=True),
        sa.Column("search", TEXT, nullable=False),
        sa.Column("competition", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["competition"], ["competition.id"], name="fk_track_competition"),
        sa.PrimaryKeyConstraint("id", name="pk_track"),
    )
    op.create_index("ix_track_competition", "track", ["competition"])
    op.create_table(
        "appearance",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("note_en", TEXT, nullable=True),
        sa.Column("note_zh", TEXT, nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("status", words("status", *STATUS_WORDS), nullable=False),
        sa.Column("series", TEXT, nullable=True),
        sa.Column("summit", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("sub_forum", TEXT, nullable=True),
        sa.Column(
            "contribution",
            words(
                "contribution",
                "keynote",
                "speech",
                "message",
                "letter",
                "report",
                "presided",
                "statement",
                "press_conference",
                "attended",
            ),
            nullable=False,
        ),
        sa.Column("mode", words("contributionmode", "in_person", "video", "letter"), nullable=True),
        sa.Column("topic_en", TEXT, nullable=True),
        sa.Column("topic_zh", TEXT, nullable=True),
        sa.Column("search", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_appearance_person"),
        sa.ForeignKeyConstraint(["series"], ["series.id"], name="fk_appearance_series"),
        sa.ForeignKeyConstraint(["sub_forum"], ["sub_forum.id"], name="fk_appearance_sub_forum"),
        sa.ForeignKeyConstraint(["summit"], ["summit.id"], name="fk_appearance_summit"),
        sa.PrimaryKeyConstraint("id", name="pk_appearance"),
    )
    op.create_index("ix_appearance_person", "appearance", ["person"])
    op.create_index("ix_appearance_sub_forum", "appearance", ["sub_forum"])
    op.create_index("ix_appearance_year_contribution", "appearance", ["year", "contribution"])
    op.create_index("ix_appearance_year_id", "appearance", ["year", "id"])
    op.create_index("ix_appearance_year_person", "appearance", ["year", "person"])
    op.create_index("ix_appearance_year_series", "appearance", ["year", "series"])
    op.create_index("ix_appearance_year_summit", "appearance", ["year", "summit"])
    op.create_table(
        "partner",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("note_en", TEXT, nullable=True),
        sa.Column("note_zh", TEXT, nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("status", words("status", *STATUS_WORDS), nullable=False),
        sa.Column("series", TEXT, nullable=True),
        sa.Column("summit", TEXT, nullable=False),
        sa.Column("organization", TEXT, nullable=False),
        sa.Column("sub_forum", TEXT, nullable=True),
        sa.Column("role", words("role", "host", "co_host", "host_or_co_sponsor", "supporter"), nullable=False),
        sa.Column("search", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["organization"], ["organization.id"], name="fk_partner_organization"),
        sa.ForeignKeyConstraint(["series"], ["series.id"], name="fk_partner_series"),
        sa.ForeignKeyConstraint(["sub_forum"], ["sub_forum.id"], name="fk_partner_sub_forum"),
        sa.ForeignKeyConstraint(["summit"], ["summit.id"], name="fk_partner_summit"),
        sa.PrimaryKeyConstraint("id", name="pk_partner"),
    )
    op.create_index("ix_partner_organization", "partner", ["organization"])
    op.create_index("ix_partner_sub_forum", "partner", ["sub_forum"])
    op.create_index("ix_partner_year_id", "partner", ["year", "id"])
    op.create_index("ix_partner_year_organization", "partner", ["year", "organization"])
    op.create_index("ix_partner_year_role", "partner", ["year", "role"])
    op.create_index("ix_partner_year_series", "partner", ["year", "series"])
    op.create_index("ix_partner_year_summit", "partner", ["year", "summit"])
    op.create_table(
        "outcome",
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
        sa.Column(
            "kind",
            words(
                "outcomekind",
                "award",
                "honour",
                "case_collection",
                "achievement_release",
                "report",
                "initiative",
                "programme",
                "institution",
            ),
            nullable=False,
        ),
        sa.Column("recipients_listing", words("listing", "complete", "open"), nullable=True),
        sa.Column("submitted", sa.BigInteger(), nullable=True),
        sa.Column("submitted_countries", sa.BigInteger(), nullable=True),
        sa.Column("selected", sa.BigInteger(), nullable=True),
        sa.Column("judges", sa.BigInteger(), nullable=True),
        sa.Column("recipient_people", sa.BigInteger(), nullable=True),
        sa.Column("recipient_organizations", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["series"], ["series.id"], name="fk_outcome_series"),
        sa.ForeignKeyConstraint(["summit"], ["summit.id"], name="fk_outcome_summit"),
        sa.PrimaryKeyConstraint("id", name="pk_outcome"),
    )
    op.create_index("ix_outcome_year_id", "outcome", ["year", "id"])
    op.create_index("ix_outcome_year_kind", "outcome", ["year", "kind"])
    op.create_index("ix_outcome_year_series", "outcome", ["year", "series"])
    op.create_index("ix_outcome_year_summit", "outcome", ["year", "summit"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("outcome")
    op.drop_table("partner")
    op.drop_table("appearance")
    op.drop_table("track")
    op.drop_table("competition")
