"""What the people of the bench say: one conversation of thirteen turns, the same for every bot.

Standard library only: the peers import it in a virtual environment of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """How a turn reaches the bot."""

    COMMAND = "command"
    PRESS = "button"
    TEXT = "free text"


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing a person does. A press says how the label of the pressed button begins."""

    kind: Kind
    said: str


CONVERSATION: Final = (
    Turn(Kind.COMMAND, "/start"),
    Turn(Kind.PRESS, "Học bài"),
    Turn(Kind.PRESS, "1. "),
    Turn(Kind.PRESS, "Quay lại"),
    Turn(Kind.TEXT, "ma túy đá là gì vậy bạn?"),
    Turn(Kind.COMMAND, "/hoi"),
    Turn(Kind.TEXT, "con toi hut thuoc la dien tu co sao khong"),
    Turn(Kind.COMMAND, "/trogiup"),
    Turn(Kind.TEXT, "gần chợ tối nào cũng có người bán ma túy cho học sinh"),
    Turn(Kind.COMMAND, "/xa"),
    Turn(Kind.TEXT, "lao bao"),
    Turn(Kind.PRESS, "Đúng"),
    Turn(Kind.PRESS, "Nhận tin"),
)
"""Ours ends by writing a subscriber down, as a real one does who stays."""

COMMANDS: Final = tuple(sorted({turn.said.removeprefix("/") for turn in CONVERSATION if turn.kind is Kind.COMMAND}))

_PRESSED: Final = tuple(sorted({turn.said for turn in CONVERSATION if turn.kind is Kind.PRESS}))
PEER_LABELS: Final = (*_PRESSED, "Hỏi đáp", "Xã, phường", "Trợ giúp")
"""The eight buttons under every answer of a peer."""

PEER_TEXT: Final = (
    "Mỗi người dân là một chiến sĩ, mỗi gia đình là một pháo đài. Ma túy đá là chất kích thích làm hại não, tim và "
    "cách sống của người dùng; chỉ một lần cũng có thể nghiện. Nếu thấy người có dấu hiệu lạ, hãy nói với người lớn "
    "mà bạn tin, hoặc hỏi cán bộ y tế xã.\n\nNguy hiểm? Gọi 113"
)
"""As long as an answer of ours is on average."""

SENT_TEXT: Final = ("Họp thôn lúc 19 giờ tối thứ Bảy tại nhà văn hóa: cùng bàn cách giữ con em khỏi ma túy. " * 5)[:380]
"""What the bare clients send: as long as the campaign message of ours."""

FREE_TEXTS: Final = (
    "ma túy đá là gì vậy bạn?",
    "con toi hut thuoc la dien tu co sao khong",
    "gần chợ tối nào cũng có người bán ma túy cho học sinh",
    "o thon tan son co may thanh nien tu tap choi ma tuy dem nao cung the",
    "chào shop",
    "cam on nhieu nha",
    "lam sao de cai nghien cho em trai toi",
    "Bóng cười có bị phạt không ạ?",
    "cho em hỏi dấu hiệu người nghiện là gì, em thấy bạn em dạo này lạ lắm, hay cáu, hay xin tiền",
    "toi o lao bao muon nhan tin",
    "hom nay troi dep qua",
    "có người cầm dao chạy ngoài đường, ngáo đá rồi, cứu với",
)
"""With marks and without: questions, tips, greetings, small talk, danger."""
