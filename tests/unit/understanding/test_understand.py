"""Traps of single messages: bare dung, orders inside talk, two dangers at once, odd input."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.understanding import Danger, Intent, Understanding, understand
from handlers.understanding.danger import find_danger
from handlers.understanding.judge import LEXICON
from handlers.understanding.reading import read


@pytest.mark.parametrize(
    "text", ["dung", "Dừng", "đúng", "đừng", "dùng", "DUNG", "dungf", "dừnggg", "d\u0075\u031b\u0300ng", " dừng! "]
)
def test_bare_dung_asks_before_stopping_in_any_writing(text: str) -> None:
    assert understand(text) == Understanding(intent=Intent.STOP, command="dung", ambiguous_stop=True)


@pytest.mark.parametrize(
    "text", ["/dung", "/DUNG", "/dung@phaodai_bot", "stop", "STOP", "ngừng nhận tin", "đừng gửi tin nữa"]
)
def test_a_clear_stop_needs_no_question(text: str) -> None:
    assert understand(text) == Understanding(intent=Intent.STOP, command="dung", ambiguous_stop=False)


@pytest.mark.parametrize("text", ["em dùng thử rồi", "đúng rồi", "đừng lo", "dùng ma túy có hại không"])
def test_dung_inside_talk_is_no_stop(text: str) -> None:
    assert understand(text).intent is not Intent.STOP


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/baotin", "baotin"), ("báo tin", "baotin"), ("bao tin", "baotin"), ("BÁO TIN", "baotin"),
        ("baos tin", "baotin"), ("tôi muốn báo tin", "baotin"), ("report", "baotin"),
        ("/hopthu", "hopthu"), ("hop thu", "hopthu"), ("mở hộp thư giùm em", "hopthu"), ("mailbox", "hopthu"),
        ("học", "hoc"), ("hỏi", "hoi"), ("gia đình", "giadinh"), ("xã", "xa"), ("cai dat", "caidat"),
        ("settings", "caidat"), ("trợ giúp", "trogiup"), ("help", "trogiup"), ("menu", "start"),
        ("/start", "start"), ("/start ABC-123", "start"), ("/vuviec", "vuviec"), ("chiến dịch", "chiendich"),
        ("quay lại", "quaylai"), ("quay lai", "quaylai"), ("back", "quaylai"), ("hủy", "huy"), ("huy", "huy"),
        ("xong", "xong"), ("Xong rồi", "xong"), ("done", "xong"),
    ],
)  # fmt: skip
def test_orders_with_and_without_slash_marks_and_manners(text: str, command: str) -> None:
    assert understand(text) == Understanding(intent=Intent.COMMAND, command=command)


@pytest.mark.parametrize("text", ["xoa", "/xoa", "xóa", "xóa dữ liệu của tôi", "delete my data"])
def test_erase(text: str) -> None:
    assert understand(text) == Understanding(intent=Intent.ERASE, command="xoa")


@pytest.mark.parametrize(
    "text", ["tôi học xong rồi đi làm", "tôi hủy lịch hôm nay", "xã mình đẹp lắm", "quay lại trường cũ thăm thầy"]
)
def test_order_words_inside_talk_are_no_orders(text: str) -> None:
    assert understand(text).command is None


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("cháu bé 5 tuổi bị sốc thuốc", Danger.AMBULANCE),
        ("bố nó cầm dao đòi chém con bé", Danger.POLICE),
        ("chồng em vừa đập phá vừa đánh em, giờ anh ấy co giật", Danger.AMBULANCE),
    ],
)
def test_two_dangers_at_once_the_ambulance_first_then_the_weapon(text: str, danger: Danger) -> None:
    assert understand(text).danger is danger


@pytest.mark.parametrize(
    ("live", "calm"),
    [
        ("phải làm sao, bạn tôi đang co giật", "phải làm sao khi có người co giật?"),
        ("hôm qua nó đánh tôi, giờ đang cầm dao ngoài cửa", "hôm qua nó cầm dao đánh tôi"),
        ("có người sốc thuốc ở đây", "ở đây không có ai sốc thuốc"),
        ("nó đang chém người trước chợ", "phim có đoạn nó chém người trước chợ"),
        ("nếu không tới nhanh thì nó giết tôi mất, nó đang cầm dao", "nếu nó cầm dao thì sao"),
        ("có nhóm đang hút chích sau trường", "có nhóm hay hút chích sau trường"),
        ("mẹ đang bị nó cầm dao dọa", "mẹ đang cầm dao thái thịt"),
    ],
)
def test_the_same_words_now_and_not_now(live: str, calm: str) -> None:
    assert understand(live).intent is Intent.DANGER
    assert understand(calm).intent is not Intent.DANGER


@pytest.mark.parametrize(
    "text", ["can bo xa co o day khong", "vo em la nguoi Van Kieu", "nha co may phat dien moi", "mai em di dam ma"]
)
def test_everyday_words_without_marks_are_not_read_as_rare_ones_of_danger(text: str) -> None:
    reading = read(text)
    assert find_danger(reading, LEXICON.find(reading)) is None
    assert understand(text).intent is not Intent.DANGER


def test_who_is_unconscious_is_not_awake() -> None:
    assert understand("bất tỉnh rồi").danger is Danger.AMBULANCE
    assert understand("nó tỉnh rồi").danger is None


@pytest.mark.parametrize("text", ["qwrtp zzz", "zzz", "làng cũ của tui", "thon an loc cu", "bkpt xk"])
def test_a_few_unknown_words_may_be_a_village_and_are_no_tip_or_question(text: str) -> None:
    assert understand(text).intent is Intent.OTHER


def test_a_number_is_given_exactly_with_danger() -> None:
    assert understand("cứu với").danger is Danger.POLICE
    assert understand("xin chào").danger is None


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    result = understand(text)
    assert (result.danger is not None) == (result.intent is Intent.DANGER)
    assert (result.command is not None) == (result.intent in (Intent.COMMAND, Intent.STOP, Intent.ERASE))


def test_a_very_long_text_is_read() -> None:
    assert understand("nhà ông A bán ma túy ở thôn 3 " * 300).intent is Intent.TIP


@pytest.mark.parametrize("end", [f"{number:02d}" for number in range(100)])
def test_bare_numbers_are_no_danger_whatever_they_end_in(end: str) -> None:
    """Else one code of a mailbox in thirty would be taken for a child's age, and its owner kept out."""
    for text in (end, f"4821 0937 5562 1180 {end}", f"48210937556211 80{end}"):
        assert understand(text) == Understanding(intent=Intent.OTHER)
