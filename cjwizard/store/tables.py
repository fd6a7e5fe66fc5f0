"""The tables, as SQLAlchemy Core. Migrations make them; nothing else does."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, false

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

assessment = Table(
    "assessment",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("link_hash", String(64), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("saved_at", String(32), nullable=False),
    Column("schema_version", Integer, nullable=False, server_default="1"),
    Column("first_hash", String(64), nullable=False, server_default=""),
    Column("view_hash", String(64)),
    Column("view_number", Integer, nullable=False, server_default="0"),
    Column("last_used", String(10), nullable=False, server_default=""),
    Index("uq_assessment_view_hash", "view_hash", unique=True),
    Index("ix_assessment_last_used", "last_used"),
)
"""One assessment a row: the whole document as JSON, under the hash of its personal link.

``first_hash`` is the hash of its very first link, which stays when the link is renewed. ``view_number`` is that of the last
read-only link, also when it was withdrawn and ``view_hash`` is empty.
"""

revision = Table(
    "revision",
    metadata,
    Column("assessment_id", Integer, ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("op_id", String(64)),
    Column("tab", String(64), nullable=False),
    Column("changes", Text, nullable=False),
    Column("conflicts", Text, nullable=False),
    Column("saved_at", String(32), nullable=False),
    Column("kind", String(8), nullable=False, server_default="edit"),
    Column("target", Integer),
    Column("name", String(100), nullable=False, server_default=""),
    Column("document", Text),
    Column("composed", Boolean, nullable=False, server_default=false()),
    Index("uq_revision_assessment_id_op_id", "assessment_id", "op_id", unique=True),
)
"""Every version: what it changed, from what, to what, and of some the whole document. Only thinning rewrites any of it."""

rejected = Table(
    "rejected",
    metadata,
    Column("assessment_id", Integer, ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True),
    Column("op_id", String(64), primary_key=True),
    Column("conflicts", Text, nullable=False),
    Column("saved_at", String(32), nullable=False),
)
"""Every save that made no version: all of it lost from what was stored, and its text is kept, or stood there already."""

deletion = Table(
    "deletion",
    metadata,
    Column("first_hash", String(64), primary_key=True),
    Column("day", String(10), nullable=False),
)
"""What was deleted, so that it is deleted again when a backup is put back."""
