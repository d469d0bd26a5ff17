"""Create facts, their evidence, and the positions that facts prove."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
PROOF = sa.ForeignKeyConstraint(
    ["id", "proof"],
    ["evidence.fact", "evidence.ordinal"],
    name="fk_fact_evidence",
    deferrable=True,
    initially="DEFERRED",
)
ENTITYTYPE_WORDS = (
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
    # Facts and evidence point to each other. SQLite accepts a reference to a table still to come and cannot add one
    # later; PostgreSQL is the other way round.
    later = op.get_bind().dialect.name != "sqlite"
    op.create_table(
        "fact",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("note_en", TEXT, nullable=True),
        sa.Column("note_zh", TEXT, nullable=True),
        sa.Column("subject_type", words("subject_type", *ENTITYTYPE_WORDS), nullable=False),
        sa.Column("subject_id", TEXT, nullable=False),
        sa.Column("property", TEXT, nullable=False),
        sa.Column("slug", TEXT, nullable=True),
        sa.Column("summit", TEXT, nullable=True),
        sa.Column("series", TEXT, nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("year_basis", words("yearbasis", "stated", "inferred"), nullable=False),
        sa.Column("value_type", words("valuetype", "number", "text", "date", "entity"), nullable=False),
        sa.Column("number", sa.Double(), nullable=True),
        sa.Column("text", TEXT, nullable=True),
        sa.Column("language", words("language", "en", "zh"), nullable=True),
        sa.Column("object_type", words("object_type", *ENTITYTYPE_WORDS), nullable=True),
        sa.Column("object_id", TEXT, nullable=True),
        sa.Column(
            "bound", words("bound", "exact", "more_than", "at_least", "nearly", "at_most", "about"), nullable=True
        ),
        sa.Column("unit", TEXT, nullable=True),
        sa.Column("scope", words("scope", "all", "on_site", "online", "overseas", "domestic"), nullable=True),
        sa.Column("period", TEXT, nullable=True),
        sa.Column("period_role", words("periodrole", "start", "end", "over", "since"), nullable=True),
        sa.Column("status", words("status", "reported", "planned"), nullable=False),
        sa.Column("basis", words("basis", "stated", "inferred", "ambiguous"), nullable=False),
        sa.Column("rank", words("rank", "preferred", "normal", "deprecated"), nullable=False),
        sa.Column("rank_reason", TEXT, nullable=True),
        sa.Column("best", sa.Boolean(), nullable=False),
        sa.Column("standing", sa.Integer(), nullable=False),
        sa.Column("search", TEXT, nullable=False),
        sa.Column("proof", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            (
                "(value_type = 'number') = (bound IS NOT NULL)"
                " AND (bound IS NULL) = (unit IS NULL)"
                " AND (bound IS NULL) = (scope IS NULL)"
            ),
            name="ck_fact_numbers_are_hedged",
        ),
        sa.CheckConstraint(
            (
                "(value_type = 'number') = (number IS NOT NULL)"
                " AND (value_type IN ('text', 'date')) = (text IS NOT NULL)"
                " AND (value_type <> 'entity' OR object_id IS NOT NULL)"
                " AND (object_type IS NULL) = (object_id IS NULL)"
            ),
            name="ck_fact_one_value",
        ),
        sa.CheckConstraint("basis <> 'ambiguous' OR note_en IS NOT NULL", name="ck_fact_ambiguous"),
        sa.CheckConstraint("rank <> 'deprecated' OR (rank_reason IS NOT NULL AND NOT best)", name="ck_fact_deprecated"),
        sa.CheckConstraint("rank <> 'preferred' OR rank_reason IS NOT NULL", name="ck_fact_preferred"),
        sa.CheckConstraint("proof = 1", name="ck_fact_proof"),
        sa.ForeignKeyConstraint(["property"], ["property.id"], name="fk_fact_property"),
        sa.ForeignKeyConstraint(["series"], ["series.id"], name="fk_fact_series"),
        sa.ForeignKeyConstraint(["summit"], ["summit.id"], name="fk_fact_summit"),
        sa.PrimaryKeyConstraint("id", name="pk_fact"),
        *([] if later else [PROOF]),
    )
    op.create_index("ix_fact_object_id", "fact", ["object_id"])
    op.create_index("ix_fact_property_year", "fact", ["property", "year"])
    op.create_index("ix_fact_subject_id", "fact", ["subject_id"])
    op.create_index("ix_fact_year_id", "fact", ["year", "id"])
    op.create_index("ix_fact_year_property", "fact", ["year", "property"])
    op.create_table(
        "evidence",
        sa.Column("fact", TEXT, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("surface", TEXT, nullable=False),
        sa.CheckConstraint("length(surface) BETWEEN 1 AND 160", name="ck_evidence_surface"),
        sa.CheckConstraint("ordinal >= 1", name="ck_evidence_ordinal"),
        sa.CheckConstraint('start >= 0 AND start < "end"', name="ck_evidence_span"),
        sa.ForeignKeyConstraint(["document"], ["document.id"], name="fk_evidence_document"),
        sa.ForeignKeyConstraint(["fact"], ["fact.id"], name="fk_evidence_fact"),
        sa.PrimaryKeyConstraint("fact", "ordinal", name="pk_evidence"),
    )
    op.create_index("ix_evidence_document", "evidence", ["document"])
    if later:
        op.create_foreign_key(
            "fk_fact_evidence",
            "fact",
            "evidence",
            ["id", "proof"],
            ["fact", "ordinal"],
            deferrable=True,
            initially="DEFERRED",
        )
    op.create_table(
        "position",
        sa.Column("appearance", TEXT, nullable=False),
        sa.Column("slug", TEXT, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("title_en", TEXT, nullable=True),
        sa.Column("title_zh", TEXT, nullable=True),
        sa.Column("organization", TEXT, nullable=True),
        sa.Column("fact", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["appearance"], ["appearance.id"], name="fk_position_appearance"),
        sa.ForeignKeyConstraint(["fact"], ["fact.id"], name="fk_position_fact"),
        sa.ForeignKeyConstraint(["organization"], ["organization.id"], name="fk_position_organization"),
        sa.PrimaryKeyConstraint("appearance", "slug", name="pk_position"),
    )
    op.create_index("ix_position_organization", "position", ["organization"])


def downgrade() -> None:
    """Take back."""
    if op.get_bind().dialect.name == "sqlite":
        # Deferred references would otherwise be checked while their target is gone.
        op.execute("DELETE FROM position")
        op.execute("DELETE FROM evidence")
        op.execute("DELETE FROM fact")
    else:
        op.drop_constraint("fk_fact_evidence", "fact")
    op.drop_table("position")
    op.drop_table("evidence")
    op.drop_table("fact")
