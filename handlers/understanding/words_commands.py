"""Words that are orders to the bot, by canonical command; compared whole, as ASCII keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

COMMAND_WORDS: Final[Mapping[str, str]] = {
    "baotin": "baotin, bao tin, bao tin an danh, gui tin, gui tin bao, report, tip, report a tip, send a tip, bao cao, to giac, bao an",
    "hopthu": "hopthu, hop thu, mailbox, ma so, xem hop thu, mo hop thu, hop thu cua toi, inbox, kiem tra hop thu, tra loi hop thu",
    "hoc": "hoc, bai hoc, learn, lesson, lessons, hoc bai, vao hoc, hoc tap, lam quiz, quiz, do vui",
    "hoi": "hoi, hoi dap, ask, dat cau hoi, cau hoi, faq, tra loi cau hoi",
    "giadinh": "giadinh, gia dinh, family, nguoi nha, gia dinh toi",
    "xa": "xa, chon xa, doi xa, phuong, chon phuong, xa phuong, commune, xa khac, dia ban",
    "caidat": "caidat, cai dat, settings, setting, tuy chon, thiet lap, ngon ngu, language, doi ngon ngu",
    "dung": "dung, stop, ngung, unsubscribe, dung nhan tin, huy dang ky, stop het, dung het",
    "xoa": "xoa, erase, delete, xoa het, xoa du lieu, xoa du lieu cua toi, forget me, xoa toi",
    "trogiup": "trogiup, tro giup, help, menu, giup do, huong dan, huong dan su dung, giup, chuc nang, danh sach lenh, main menu, giup toi, can giup do, ho tro, can tro giup",
    "start": "start, bat dau, khoi dong, begin",
    "vuviec": "vuviec, vu viec, cases, case, xem vu viec",
    "chiendich": "chiendich, chien dich, campaign, campaigns",
    "quaylai": "quaylai, quay lai, back, tro lai, tro ve, quay ve, lui lai, go back, quay lui",
    "huy": "huy, huy bo, cancel, thoat, exit, quit, bo qua, huy tin, thoi huy",
    "xong": "xong, done, xong roi, hoan tat, het roi, finish, da xong, hoan thanh",
}

COMMAND_OPENINGS: Final = (
    "cho toi, cho em, cho minh, cho chau, toi muon, em muon, minh muon, chau muon, con muon, toi can, em can, minh can, "
    "mo, xem, vao, muon, can, xin, di toi, ve, mo giup, lenh, bam, nut, quay ve, i want to, open, go to, show, cho xem, "
    "cho toi xem, cho em xem, toi muon xem, em muon xem, vao muc, mo muc, muc, phan, xin vao, bot cho xem, toi muon vao, em muon vao"
)
COMMAND_ENDINGS: Final = "di, nhe, a, voi, bot, giup toi, nha, ngay, please, cai, cho toi, cho em, bot oi, nao, luon, ad"
