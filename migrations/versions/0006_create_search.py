"""Create the search: its texts, the beginnings of names, and a full-text index that triggers keep."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
STANDING = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TYPES = (
    "activities",
    "attendees",
    "competitions",
    "documents",
    "exhibitors",
    "organizations",
    "outcomes",
    "partners",
    "people",
    "places",
    "properties",
    "series",
    "speakers",
    "sub-forums",
    "summits",
    "tracks",
)
FIELDS = (
    "name",
    "alias",
    "person",
    "organization",
    "country",
    "expo",
    "title",
    "role",
    "theme",
    "topic",
    "label",
    "text",
)

# The tokeniser `ascii` splits at ASCII characters alone, except for those that tokens are joined with; every token is
# folded already. The rows are those of search_entry, so that no text is stored twice.
SQLITE = (
    """CREATE VIRTUAL TABLE search_index USING fts5(
        tokens, content='search_entry', content_rowid='id', tokenize="ascii tokenchars '+-._~:'"
    )""",
    """CREATE TRIGGER search_entry_created AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_index(rowid, tokens) VALUES (new.id, new.tokens);
    END""",
    """CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_index(search_index, rowid, tokens) VALUES ('delete', old.id, old.tokens);
    END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE OF id, tokens ON search_entry BEGIN
        INSERT INTO search_index(search_index, rowid, tokens) VALUES ('delete', old.id, old.tokens);
        INSERT INTO search_index(rowid, tokens) VALUES (new.id, new.tokens);
    END""",
)

# Each token becomes a lexeme as it is, with its position; no parser or dictionary of PostgreSQL sees it.
POSTGRESQL = (
    """CREATE TABLE search_index (
        rowid bigint CONSTRAINT pk_search_index PRIMARY KEY
            CONSTRAINT fk_search_index_rowid REFERENCES search_entry ON UPDATE CASCADE ON DELETE CASCADE,
        vector tsvector NOT NULL
    )""",
    "CREATE INDEX ix_search_index_vector ON search_index USING gin (vector)",
    """CREATE FUNCTION search_entry_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO search_index(rowid, vector)
            SELECT new.id, coalesce(string_agg('''' || word || ''':' || place, ' '), '')::tsvector
            FROM unnest(string_to_array(new.tokens, ' ')) WITH ORDINALITY AS token(word, place)
            ON CONFLICT (rowid) DO UPDATE SET vector = excluded.vector;
            RETURN NULL;
        END
    $$""",
    """CREATE TRIGGER search_entry_kept AFTER INSERT OR UPDATE OF id, tokens ON search_entry
        FOR EACH ROW EXECUTE FUNCTION search_entry_kept()""",
)


def words(name: str, *allowed: str) -> sa.Enum:
    """Give the type of a closed vocabulary: text under a CHECK constraint."""
    return sa.Enum(*allowed, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "search_entry",
        sa.Column("id", STANDING, autoincrement=False, nullable=False),
        sa.Column("type", words("searchtype", *TYPES), nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("field", words("searchfield", *FIELDS), nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("language", words("language", "en", "zh"), nullable=True),
        sa.Column("fact", TEXT, nullable=True),
        sa.Column("years", sa.JSON(), nullable=False),
        sa.Column("tokens", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "search_name",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("entry", STANDING, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["search_entry.id"]),
        sa.PrimaryKeyConstraint("key", "entry"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_name_entry", "search_name", ["entry"])
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Undo."""
    op.execute("DROP TABLE search_index")
    op.drop_table("search_name")
    op.drop_table("search_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION search_entry_kept()")
