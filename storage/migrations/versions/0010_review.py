"""Give initiatives their looks, and their history the moment from which the author is told."""

import sqlalchemy as sa
from alembic import op


revision = "0010"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("initiative", sa.Column("looks", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("initiative", sa.Column("closed_status", sa.String(), nullable=True))
    op.create_index("ix_initiative_waiting", "initiative", ["status", "looks", "id"])
    op.add_column("initiative_event", sa.Column("tell_from", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_initiative_event_tell_from"), "initiative_event", ["tell_from"])
def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_initiative_event_tell_from"), "initiative_event")
    op.drop_column("initiative_event", "tell_from")
    op.drop_index("ix_initiative_waiting", "initiative")
    op.drop_column("initiative", "closed_status")
    op.drop_column("initiative", "looks")
