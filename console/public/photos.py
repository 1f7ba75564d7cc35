"""Uploaded photos into a draft or an answer: what cannot be taken is named, the text around it is always kept."""

from __future__ import annotations

from collections.abc import Sequence

from console.forms import Upload
from tips.drafts import DraftKey, Drafts
from tips.errors import DraftsFull, PhotoReason, PhotoRefused
from tips.media import PhotoRebuilder

PHOTO_BYTES = 20 * 1024 * 1024
PHOTOS = 10

ADVICE = {
    PhotoReason.TOO_LARGE: "Ảnh lớn quá 20 MB. Hãy chụp lại cỡ nhỏ hơn hoặc gửi ảnh chụp màn hình.",
    PhotoReason.TOO_MANY_PIXELS: "Ảnh này nét quá cỡ máy đọc được. Hãy chụp màn hình tấm ảnh rồi gửi.",
    PhotoReason.NOT_A_PICTURE: "Máy chỉ nhận ảnh JPEG, PNG hay WEBP. Video thì hãy gửi vài ảnh chụp từ video.",
    PhotoReason.HEIC: "Điện thoại lưu ảnh này ở dạng HEIC nên ở đây chưa mở được. "
    "Hãy mở ảnh, chụp màn hình, rồi gửi ảnh chụp màn hình ấy.",
    PhotoReason.BROKEN: "Ảnh bị hỏng, không mở được. Hãy chọn ảnh khác.",
    PhotoReason.BUSY: "Máy chủ đang bận xử lý ảnh. Hãy gửi lại từng ảnh một, hoặc thử sau ít phút; chữ vẫn còn.",
    PhotoReason.TOO_MANY: f"Mỗi tin nhận nhiều nhất {PHOTOS} ảnh. Những ảnh đầu đã được giữ.",
}
_DRAFTS_FULL = (
    "Máy chủ đang giữ nhiều ảnh quá nên chưa nhận thêm được. Hãy gửi tin bằng chữ trước; chữ của bạn vẫn còn."
)


async def add_to_draft(drafts: Drafts, key: DraftKey, uploads: Sequence[Upload]) -> list[str]:
    """Rebuild the photos into the draft; returns one sentence for each reason of refusal."""
    refusals: list[str] = []
    for upload in uploads:
        try:
            if upload.content is None:
                raise PhotoRefused(PhotoReason.BUSY if upload.busy else PhotoReason.TOO_LARGE)
            await drafts.add_photo(key, upload.content)
        except PhotoRefused as refusal:
            refusals.append(ADVICE[refusal.reason])
        except DraftsFull:
            refusals.append(_DRAFTS_FULL)
    return list(dict.fromkeys(refusals))


async def rebuild_all(rebuilder: PhotoRebuilder, uploads: Sequence[Upload]) -> tuple[list[bytes], list[str]]:
    """Return the rebuilt photos of an answer and one sentence for each reason of refusal."""
    rebuilt: list[bytes] = []
    refusals: list[str] = []
    for upload in uploads:
        try:
            if upload.content is None:
                raise PhotoRefused(PhotoReason.BUSY if upload.busy else PhotoReason.TOO_LARGE)
            rebuilt.append(await rebuilder.rebuild(upload.content))
        except PhotoRefused as refusal:
            refusals.append(ADVICE[refusal.reason])
    return rebuilt, list(dict.fromkeys(refusals))
