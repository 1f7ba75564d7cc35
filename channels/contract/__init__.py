"""What a conversation and a platform say to each other: the only words both sides know.

Standard library only. A channel turns its wire format into `Incoming` and `Outgoing` back into wire
format; names, phones, avatars, usernames and forward origins are dropped here, at its border, and have
no field to travel in.
"""

from __future__ import annotations

from channels.contract.errors import (
    AllowanceUsedUp,
    ChannelError,
    InvalidRecipient,
    MaybeSent,
    MediaTooLarge,
    NotSent,
    RecipientGone,
    Refused,
    Throttled,
)
from channels.contract.handles import (
    Address,
    ChannelName,
    MessageRef,
    ReplyHandle,
)
from channels.contract.messages import (
    Choice,
    ChoiceStyle,
    Incoming,
    IncomingKind,
    Link,
    MediaSource,
    Outgoing,
    Point,
)
from channels.contract.platform import (
    Capabilities,
    Channel,
    Deliver,
    Health,
    Lane,
    WebhookRoute,
)

__all__ = [
    "Address",
    "AllowanceUsedUp",
    "Capabilities",
    "Channel",
    "ChannelError",
    "ChannelName",
    "Choice",
    "ChoiceStyle",
    "Deliver",
    "Health",
    "Incoming",
    "IncomingKind",
    "InvalidRecipient",
    "Lane",
    "Link",
    "MaybeSent",
    "MediaSource",
    "MediaTooLarge",
    "MessageRef",
    "NotSent",
    "Outgoing",
    "Point",
    "RecipientGone",
    "Refused",
    "ReplyHandle",
    "Throttled",
    "WebhookRoute",
]
