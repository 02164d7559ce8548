"""Keep when a chat was last used, and whom somebody has become one with."""

import sqlalchemy as sa
from alembic import op


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; a chat that has talked already was last used when it was last asked something."""
    op.add_column("chat", sa.Column("used_at", sa.BigInteger(), nullable=True))
    op.add_column("person", sa.Column("merged_into", sa.BigInteger(), nullable=True))
    op.execute(
        "UPDATE chat SET used_at = (SELECT asked_at FROM conversation WHERE conversation.chat_id = chat.id)"
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("person", "merged_into")
    op.drop_column("chat", "used_at")
