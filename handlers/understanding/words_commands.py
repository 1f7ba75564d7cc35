"""Words that are orders to the bot, by canonical command; compared whole, as ASCII keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

COMMAND_WORDS: Final[Mapping[str, str]] = {
    "baotin": (
        "baotin, bao tin, bao tin an danh, gui tin, gui tin bao, report, tip, report a tip, "
        "send a tip, bao cao, to giac, bao an"
    ),
    "hopthu": (
        "hopthu, hop thu, mailbox, ma so, xem hop thu, mo hop thu, hop thu cua toi, inbox, "
        "kiem tra hop thu, tra loi hop thu"
    ),
    "hoc": (
        "hoc, bai hoc, learn, lesson, lessons, hoc bai, vao hoc, hoc tap, lam quiz, quiz, do vui, cau do, trac nghiem, "
        "bai trac nghiem, lam trac nghiem, bai do vui, danh sach bai hoc"
    ),
    "hoi": "hoi, hoi dap, ask, dat cau hoi, cau hoi, faq, tra loi cau hoi",
    "giadinh": "giadinh, gia dinh, family, nguoi nha, gia dinh toi",
    "xa": "xa, chon xa, doi xa, phuong, chon phuong, xa phuong, commune, xa khac, dia ban",
    "caidat": "caidat, cai dat, settings, setting, tuy chon, thiet lap, ngon ngu, language, doi ngon ngu",
    "dung": "dung, stop, ngung, unsubscribe, dung nhan tin, huy dang ky, stop het, dung het",
    "xoa": (
        "xoa, erase, delete, xoa het, xoa du lieu, xoa du lieu cua toi, forget me, xoa toi, xoa moi du lieu, "
        "xoa het du lieu, xoa toan bo du lieu, xoa thong tin, xoa het thong tin, xoa tai khoan"
    ),
    "trogiup": (
        "trogiup, tro giup, help, giup do, huong dan, huong dan su dung, giup, "
        "giup toi, can giup do, ho tro, can tro giup, cach dung, cach dung bot, cach su dung, giup do cach dung bot"
    ),
    "start": (
        "start, bat dau, khoi dong, begin, menu, main menu, chuc nang, danh sach lenh, "
        "trang chu, trang dau, menu chinh, danh muc, cac muc, man hinh chinh, dau trang, ve dau, bat dau lai"
    ),
    "vuviec": "vuviec, vu viec, cases, case, xem vu viec",
    "chiendich": "chiendich, chien dich, campaign, campaigns",
    "quaylai": "quaylai, quay lai, back, tro lai, tro ve, quay ve, lui lai, go back, quay lui",
    "huy": "huy, huy bo, cancel, thoat, exit, quit, bo qua, huy tin, thoi huy",
    "xong": "xong, done, xong roi, hoan tat, het roi, finish, da xong, hoan thanh",
}

_PRONOUNS: Final = "toi|tui|em|minh|chau|con|tau|tao|anh|chi|ban|bac|chu|o|i"
ADDRESS: Final = f"bot|ad|admin|shop|oi|a|da|vang|cho|xin|lam on|giup|{_PRONOUNS}"
WANTING: Final = f"muon|can|dinh|xin|duoc|want to|please|{_PRONOUNS}"
GOING: Final = (
    "di toi|chuyen sang|chuyen den|quay lai|quay ve|tro lai|tro ve|bam vo|bam vao|nhan vao|vo lai|vao lai|mo lai|"
    "xem lai|dua toi ve|dua em ve|thay doi|go to|kiem tra|hien thi|mo|xem|vao|vo|coi|den|toi|qua|sang|"
    "ve|bam|go|chon|doi|doc|open|show|lam|hien"
)
PART: Final = "muc|phan|trang|nut|lenh|chuc nang|o|bang|cai|the|my|may|cac|lai"
MANNERS: Final = (
    "di|nhe|a|voi|nha|nghe|hi|luon|nao|bot|ad|oi|cai|ngay|please|giup|gium|ho|cho|hen|coi|thu|lai|cua|me|ra|be|"
    f"{_PRONOUNS}"
)
EVERYDAY_WORDS: Final = frozenset(
    ("xa", "hoi", "dung", "giup", "xoa", "huy", "xong", "phuong", "tip", "giup do", "ho tro", "ngung")
)  # fmt: skip
"""What surrounds an order in polite talk, as alternatives of a regular expression."""
