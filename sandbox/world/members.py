"""Who is who: people, bots' own users, and what a member of a group may do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "can_pin_messages",
)
"""Every right of an administrator object; the first eleven are required by Bot API 10.3."""

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
"""Every flag of a restricted member."""

OF_EVERY_MEMBER = frozenset(PERMISSIONS) - {
    "can_change_info",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
}
"""What a plain member of a group may do by default."""

GROUP_ANONYMOUS_BOT = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""The `from` of what an anonymous administrator says."""


@dataclass(slots=True)
class User:
    """A person. `deleted`: the account is gone, every send to it fails."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "vi"
    phone: str = ""
    deleted: bool = False
    is_bot: bool = False
    _wire: dict[str, Any] | None = field(default=None, repr=False)

    def wire(self) -> dict[str, Any]:
        """The User object of the Bot API. Shared: never change it."""
        if self._wire is None:
            self._wire = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
            for key in (
                ("last_name", "username") if self.is_bot else ("last_name", "username", "language_code")
            ):
                if value := getattr(self, key):
                    self._wire[key] = value
        return self._wire


@dataclass(slots=True)
class Member:
    """Somebody's standing in a group. `rights`: of an administrator, or of a restricted member."""

    user: User
    status: Status = "member"
    rights: frozenset[str] = frozenset()
    anonymous: bool = False
    until: int = 0

    @property
    def present(self) -> bool:
        """Whether they are in the group now."""
        return self.status not in {"left", "kicked"}

    def may(self, right: str) -> bool:
        """Whether this member has the named right or permission."""
        if self.status == "creator":
            return True
        if self.status in {"administrator", "restricted"}:
            return right in self.rights or (self.status == "administrator" and right in OF_EVERY_MEMBER)
        return self.status == "member" and right in OF_EVERY_MEMBER

    def wire(self) -> dict[str, Any]:
        """The ChatMember object of the Bot API."""
        shown: dict[str, Any] = {"status": self.status, "user": self.user.wire()}
        if self.status == "creator":
            shown["is_anonymous"] = self.anonymous
        elif self.status == "administrator":
            shown |= {"can_be_edited": False, "is_anonymous": self.anonymous}
            shown |= {right: right in self.rights for right in ADMIN_RIGHTS}
        elif self.status == "restricted":
            shown |= {"is_member": True, "until_date": self.until}
            shown |= {flag: flag in self.rights for flag in PERMISSIONS}
        elif self.status == "kicked":
            shown["until_date"] = self.until
        return shown
