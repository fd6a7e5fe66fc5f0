"""The history that can be shown, read-only links, the day of last use, and what was deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the two tables, and add two."""
    with op.batch_alter_table("assessment") as table:
        table.add_column(sa.Column("schema_version", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("first_hash", sa.String(64), nullable=False, server_default=""))
        table.add_column(sa.Column("view_hash", sa.String(64)))
        table.add_column(sa.Column("view_number", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("last_used", sa.String(10), nullable=False, server_default=""))
    op.create_index("uq_assessment_view_hash", "assessment", ["view_hash"], unique=True)
    op.create_index("ix_assessment_last_used", "assessment", ["last_used"])
    with op.batch_alter_table("revision") as table:
        table.alter_column("op_id", existing_type=sa.String(64), nullable=True)
        table.add_column(sa.Column("kind", sa.String(8), nullable=False, server_default="edit"))
        table.add_column(sa.Column("target", sa.Integer()))
        table.add_column(sa.Column("name", sa.String(100), nullable=False, server_default=""))
        table.add_column(sa.Column("document", sa.Text()))
        table.add_column(sa.Column("composed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "rejected",
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("op_id", sa.String(64), nullable=False),
        sa.Column("conflicts", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", "op_id", name="pk_rejected"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_rejected_assessment_id_assessment", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "deletion",
        sa.Column("first_hash", sa.String(64), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("first_hash", name="pk_deletion"),
    )
    op.execute("UPDATE assessment SET first_hash = link_hash, last_used = substr(saved_at, 1, 10)")
    # Versions of before cannot be rebuilt: no whole document was kept. The newest becomes the first that can be shown.
    op.execute(
        "UPDATE revision SET document = (SELECT document FROM assessment WHERE assessment.id = revision.assessment_id)"
        " WHERE version = (SELECT version FROM assessment WHERE assessment.id = revision.assessment_id)"
    )
    op.execute(
        "INSERT INTO revision (assessment_id, version, tab, changes, conflicts, saved_at, kind, document)"
        " SELECT id, 1, '', '{}', '[]', saved_at, 'created', document FROM assessment WHERE version = 1"
    )
