"""Serve files under expiring names, and let a question and its answer carry a picture."""

import sqlalchemy as sa
from alembic import op


revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "served",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("attachment_id", sa.BigInteger(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"]),
        sa.PrimaryKeyConstraint("digest"),
    )
    with op.batch_alter_table("served", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_served_expires_at"), ["expires_at"])
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.alter_column("draft_id", existing_type=sa.BigInteger(), nullable=True)
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.add_column(sa.Column("picture", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("answer_picture", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Undo; pictures of questions have no place any more."""
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_column("answer_picture")
        batch_op.drop_column("picture")
    op.execute("DELETE FROM attachment WHERE draft_id IS NULL")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.alter_column("draft_id", existing_type=sa.BigInteger(), nullable=False)
    op.drop_table("served")
