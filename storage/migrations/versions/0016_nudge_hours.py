"""Give people the hour at which they want to be reminded."""

import sqlalchemy as sa
from alembic import op


revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("person", sa.Column("nudge_at", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("person", "nudge_at")
