"""Tell groups with an hour of their own from those that follow the policy's."""

import json

import sqlalchemy as sa
from alembic import op


revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. An hour that is the policy's was nobody's choice: every group was given it when it was linked."""
    with op.batch_alter_table("group_link", schema=None) as batch_op:
        batch_op.alter_column("board_at", existing_type=sa.Integer(), nullable=True)
    op.execute(sa.text("UPDATE group_link SET board_at = NULL WHERE board_at = :at").bindparams(at=_hour_of_policy()))


def downgrade() -> None:
    """Take back."""
    op.execute(sa.text("UPDATE group_link SET board_at = :at WHERE board_at IS NULL").bindparams(at=_hour_of_policy()))
    with op.batch_alter_table("group_link", schema=None) as batch_op:
        batch_op.alter_column("board_at", existing_type=sa.Integer(), nullable=False)


def _hour_of_policy() -> int:
    """The hour of the policy as the campaign's files were applied last, in minutes after midnight."""
    last = "SELECT definition FROM campaign_revision ORDER BY id DESC LIMIT 1"
    stored = op.get_bind().execute(sa.text(last)).scalar()
    said = json.loads(stored)["policy"]["board_at"] if stored else "17:00:00"
    hour, minute, *_ = said.split(":")
    return int(hour) * 60 + int(minute)
