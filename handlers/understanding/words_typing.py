"""How people type: chat slang and dialect spelled out, and bare words that are words of their own."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    """Read words separated by spaces."""
    return frozenset(text.split())


def _table(rows: str) -> dict[str, tuple[str, ...]]:
    """Read rows of `short forms = standard words` into a table."""
    table: dict[str, tuple[str, ...]] = {}
    for row in rows.strip().splitlines():
        short_forms, standard = row.split("=")
        for short in short_forms.split():
            table[short] = tuple(standard.split())
    return table


CHAT_WORDS: Final = _table("""
k ko kg khg kh hk hok hem hông hổng khum kô khôg khog hôk khôông = không
đéo đếch = không
dc đc đk dk đươc đựơc đx = được
r ròi rùi òi oy rồy roy = rồi
bik bít bít biêt bjt bt = biết
ng ngta ngừ ngừi ngươi = người
mn = mọi người
vs zới dzới = với
trc trk = trước
j jì rì gj = gì
z zậy zị v = vậy
đg dg đag dag đangg dăng = đang
bh bjo bgio bgiờ bâyh byh = bây giờ
jo jờ = giờ
hqua = hôm qua
hnay = hôm nay
ntn = như thế nào
lm = làm
bn = bao nhiêu
thg thag thăg = thằng
ck chog = chồng
vk = vợ
cx cg = cũng
nx = nữa
wa qá wá qa = quá
hs = học sinh
hsinh = học sinh
gđ gđình = gia đình
đt sdt sđt = điện thoại
bme bm = bố mẹ
ny = người yêu
trg = trong
e = em
t = tôi
tao mik mk = tôi
m = mày
s = sao
đâuu = đâu
gth = giải thích
vđ = vấn đề
mtuy mthuy mtúy = ma túy
ch = chưa
ns = nói
nge = nghe
bùn = buồn
fải fai = phải
nhìu = nhiều
nhma = nhưng mà
đag = đang
hấn hắn = nó
eng = anh
chừ giừ = giờ
nỏ = không
cứuu = cứu
kíu kiu = cứu
""")
"""Chat and dialect words as the standard words they stand for. `rang`, `mo`, `te`, `o` stay as they
are: without marks they are too many things, the tables of questions list them in company."""

KEEP_INITIAL: Final = _words(
    "facebook fb face film file fan fake free from for find fire food full fentanyl zalo zoom "
    "zone job join jean just fine first fight forum format fbi flakka force fell felt feel fall "
    "fail fact fear fish fat few fed fix"
)
"""Words whose initial f, j, z is meant."""

PLAIN_WORDS: Final = _words(
    "ban hang cam da ke ma no mo chu danh qua dam nay mai hai ba co tu ca bo con tay tin tai "
    "giao phe hay chi lai cho bay thang thu cua la lam ra bi cu ru du em do dan sau trang tra "
    "mang trong ngay sang mua xa dao"
)
"""Bare words that are words of their own: in a text with marks they mean just that."""
