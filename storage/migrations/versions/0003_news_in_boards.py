"""Remember what a group was told before its last board, which tells the news where there is one post a day."""

import sqlalchemy as sa
from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("group_link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("news_before_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("news_before_done", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("group_link", schema=None) as batch_op:
        batch_op.drop_column("news_before_done")
        batch_op.drop_column("news_before_at")
