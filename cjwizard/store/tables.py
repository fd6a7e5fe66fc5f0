"""The tables, as SQLAlchemy Core. Migrations make them; nothing else does."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

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
)
"""One assessment a row: the whole document as JSON, under the hash of its personal link."""

revision = Table(
    "revision",
    metadata,
    Column("assessment_id", Integer, ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("op_id", String(64), nullable=False),
    Column("tab", String(64), nullable=False),
    Column("changes", Text, nullable=False),
    Column("conflicts", Text, nullable=False),
    Column("saved_at", String(32), nullable=False),
    Index("uq_revision_assessment_id_op_id", "assessment_id", "op_id", unique=True),
)
"""Every save that changed something, only ever added to: what each version changed, from what, to what."""
