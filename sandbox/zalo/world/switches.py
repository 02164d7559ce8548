from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Code = Literal[400, 403, 404]


class Switches(BaseModel):
    """What nobody outside Zalo knows, or what differs between reports. The defaults are the harder reading.

    They may be turned at any time. Seconds are real (monotonic) ones, those of `media_life` civil.
    """

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    # --- answers
    unknown_method_status: Literal[200, 404] = 200
    """HTTP status for a method that does not exist."""
    unknown_chat: Code = 400
    """For a chat that never wrote first, and a group the bot is not in."""
    gone: Literal[0, 400, 403, 404] = 400
    """For a person who blocked the bot or deleted the chat; 0: the send is accepted and arrives nowhere."""
    delete_unset_webhook: Literal[0, 400] = 400
    """For deleteWebhook when none was ever set; 0: accepted."""
    no_webhook: Literal["refused", "empty"] = "refused"
    """getWebhookInfo without one: 404, or an empty address."""
    verify_webhooks: bool = True
    """Whether setWebhook tries the address and says how it went."""
    tests_a_day: int = Field(10, ge=0)
    """testWebhook answers 426 beyond so many a civil day."""
    text_unit: Literal["utf16", "characters"] = "utf16"
    """What the 2,000 of a text are counted in."""
    fetch_pictures: bool = True
    """Whether a sent picture is fetched from its address. Only loopback is ever asked."""

    # --- what comes in
    webhook_body: Literal["wrapped", "flat"] = "wrapped"
    """`{"ok":true,"result":{...}}`, or the event alone."""
    photo_field: Literal["photo", "photo_url", "both"] = "photo_url"
    date_as: Literal["number", "text"] = "number"
    missing: frozenset[Literal["date", "display_name", "message_id"]] = frozenset()
    """Fields that are left out of every event."""
    extra_fields: bool = False
    """Whether events carry fields nobody has heard of."""
    bare_unsupported: bool = False
    """Whether an unsupported event comes without any `message`."""
    same_id_in_groups: bool = False
    """Whether a person has the same id in a group as in the private chat."""
    repeats: int = Field(0, ge=0)
    """How many times more every event comes."""
    redeliveries: int = Field(5, ge=0)
    """How many times more a webhook is tried before the event is lost."""
    redelivery_waits: tuple[float, ...] = Field((1.0, 2.0, 4.0, 8.0, 16.0), min_length=1)
    """How long before each of these; the last one before all further ones."""
    patience: float = Field(5.0, gt=0)
    """How long a webhook may take to answer."""
    kept_for: float | None = None
    """How long an event waits for a poll before it is lost. None: for ever."""
    dead_polls_eat: bool = False
    """Whether an event is given to a poll whose caller has gone, and lost with it."""
    media_life: float = Field(3600.0, ge=0)
    """How long the address of a picture or voice message serves."""

    # --- what counts
    count_inbound: bool = False
    """Whether what people say counts towards the month."""
    count_actions: bool = False
    """Whether sendChatAction does."""
    count_group_members: bool = False
    """Whether who addresses the bot in a group is one of its users."""
