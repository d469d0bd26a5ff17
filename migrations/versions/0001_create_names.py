"""Create what outlives a year: properties, documents, series, places, people, organisations."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def words(name: str, *allowed: str) -> sa.Enum:
    """Give the type of a closed vocabulary: text under a CHECK constraint."""
    return sa.Enum(*allowed, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "property",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("value_type", words("valuetype", "number", "text", "date", "entity"), nullable=False),
        sa.Column("units", sa.JSON(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("label_en", TEXT, nullable=False),
        sa.Column("label_zh", TEXT, nullable=False),
        sa.Column("search", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_property"),
    )
    op.create_table(
        "document",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=True),
        sa.Column("publisher", TEXT, nullable=True),
        sa.Column("published_on", TEXT, nullable=True),
        sa.Column("language", words("language", "en", "zh"), nullable=False),
        sa.Column("url", TEXT, nullable=True),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("label_en", TEXT, nullable=False),
        sa.Column("label_zh", TEXT, nullable=False),
        sa.Column("search", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
    )
    op.create_table(
        "series",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name_en", TEXT, nullable=True),
        sa.Column("name_zh", TEXT, nullable=True),
        sa.Column("name_translated", words("language", "en", "zh"), nullable=True),
        sa.Column("search", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_series"),
    )
    op.create_table(
        "place",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name_en", TEXT, nullable=True),
        sa.Column("name_zh", TEXT, nullable=True),
        sa.Column("name_translated", words("language", "en", "zh"), nullable=True),
        sa.Column("search", TEXT, nullable=False),
        sa.Column(
            "kind",
            words("placekind", "country", "region", "province", "city", "district", "town", "venue"),
            nullable=False,
        ),
        sa.Column("within", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_place"),
    )
    op.create_index("ix_place_kind", "place", ["kind"])
    op.create_table(
        "person",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name_en", TEXT, nullable=True),
        sa.Column("name_zh", TEXT, nullable=True),
        sa.Column("name_translated", words("language", "en", "zh"), nullable=True),
        sa.Column("search", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_table(
        "organization",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name_en", TEXT, nullable=True),
        sa.Column("name_zh", TEXT, nullable=True),
        sa.Column("name_translated", words("language", "en", "zh"), nullable=True),
        sa.Column("search", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organization"),
    )
    op.create_table(
        "entity_year",
        sa.Column("entity", TEXT, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("entity", "year", name="pk_entity_year"),
    )
    op.create_index("ix_entity_year_year_entity", "entity_year", ["year", "entity"])
    op.create_table(
        "release",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_release"),
    )
    op.create_index("ix_release_version", "release", ["version"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("release")
    op.drop_table("entity_year")
    op.drop_table("organization")
    op.drop_table("person")
    op.drop_table("place")
    op.drop_table("series")
    op.drop_table("document")
    op.drop_table("property")
