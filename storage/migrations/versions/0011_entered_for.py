"""Keep who entered an initiative apart from its author, who may take it over by a code."""

import sqlalchemy as sa
from alembic import op


revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("draft", sa.Column("author_name", sa.String(), nullable=False, server_default=""))
    op.add_column("draft", sa.Column("author_kind", sa.String(), nullable=True))
    op.add_column("initiative", sa.Column("entered_by", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_initiative_entered_by"), "initiative", ["entered_by"])
    op.add_column("invite", sa.Column("initiative_id", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_invite_initiative_id"), "invite", ["initiative_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_invite_initiative_id"), "invite")
    op.drop_column("invite", "initiative_id")
    op.drop_index(op.f("ix_initiative_entered_by"), "initiative")
    op.drop_column("initiative", "entered_by")
    op.drop_column("draft", "author_kind")
    op.drop_column("draft", "author_name")
