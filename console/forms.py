"""Read a posted form without touching the disk.

aiohttp's `request.post()` writes uploads to a temporary file; here every part is streamed into memory under
a limit, and what is too large is refused while it still arrives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, hdrs, web
from aiohttp.http_exceptions import HttpProcessingError

_CHUNK = 64 * 1024
_FIELD_BYTES = 256 * 1024
_FIELDS_BYTES = 4 * _FIELD_BYTES
"""All fields together; files have their own limit."""
_FIELDS = 400


class UploadRoom:
    """The memory that uploads of all requests may hold at once; what does not fit is refused, text never."""

    def __init__(self, most: int = 128 * 1024 * 1024) -> None:
        self._most = most
        self.held = 0

    def take(self, request: web.Request, size: int) -> bool:
        """Count `size` bytes more for this request; False when there is no room."""
        if self.held + size > self._most:
            return False
        self.held += size
        request[UPLOADED] = request.get(UPLOADED, 0) + size
        return True

    def release(self, request: web.Request) -> None:
        """Give back what a request held; called when it was answered."""
        self.held -= request.get(UPLOADED, 0)
        request[UPLOADED] = 0


UPLOADED: web.RequestKey[int] = web.RequestKey("uploaded", int)
UPLOAD_ROOM: web.AppKey[UploadRoom] = web.AppKey("upload_room", UploadRoom)


class FormTooLarge(Exception):
    """A field is longer, or fields are more, than any page of ours can send."""


class FormBroken(Exception):
    """The body is not a form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One uploaded file in memory; `content` is None where it was larger than allowed, or memory was short (`busy`)."""

    name: str
    content: bytes | None = field(repr=False)
    busy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What was posted. Repr shows nothing of it."""

    values: Mapping[str, Sequence[str]] = field(repr=False)
    uploads: Sequence[Upload] = field(default=(), repr=False)

    def first(self, name: str, default: str = "") -> str:
        """Return the first value of a field."""
        return next(iter(self.values.get(name, ())), default)

    def every(self, name: str) -> tuple[str, ...]:
        """Return all values of a repeated field."""
        return tuple(self.values.get(name, ()))

    def files(self, name: str) -> tuple[Upload, ...]:
        """Return the non-empty files of a field, in order."""
        return tuple(upload for upload in self.uploads if upload.name == name and upload.content != b"")


async def read_form(request: web.Request, *, file_bytes: int = 0, files: int = 0) -> Form:
    """Return the posted form; at most `files` uploads of `file_bytes` each are kept, the rest read and dropped.

    Raises `FormTooLarge`, `FormBroken`.
    """
    if hdrs.CONTENT_ENCODING in request.headers:
        raise FormBroken
    if request.content_type == "application/x-www-form-urlencoded":
        return await _read_urlencoded(request)
    if request.content_type == "multipart/form-data":
        return await _read_multipart(request, file_bytes=file_bytes, files=files)
    if request.can_read_body:
        raise FormBroken
    return Form(values={})


async def _read_urlencoded(request: web.Request) -> Form:
    body = bytearray()
    async for chunk in request.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) > _FIELDS_BYTES:
            raise FormTooLarge
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError:
        raise FormBroken from None
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return Form(values=values)


async def _read_multipart(request: web.Request, *, file_bytes: int, files: int) -> Form:
    values: dict[str, list[str]] = {}
    uploads: list[Upload] = []
    count, room = 0, _FIELDS_BYTES
    try:
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            count += 1
            if count > _FIELDS or not isinstance(part, BodyPartReader) or part.name is None:
                raise FormTooLarge
            if part.filename is None:
                content = await _read_part(part, min(_FIELD_BYTES, room))
                if content is None:
                    raise FormTooLarge
                room -= len(content)
                values.setdefault(part.name, []).append(content.decode())
            else:
                limit = file_bytes if len(uploads) < files else 0
                uploads.append(await _read_upload(request, part, part.name, limit))
    except (ValueError, UnicodeDecodeError, AssertionError, HttpProcessingError):
        raise FormBroken from None
    return Form(values=values, uploads=uploads)


async def _read_upload(request: web.Request, part: BodyPartReader, name: str, limit: int) -> Upload:
    room = request.app[UPLOAD_ROOM]
    is_busy = False

    def fits(size: int) -> bool:
        nonlocal is_busy
        is_busy = not room.take(request, size)
        return not is_busy

    content = await _read_part(part, limit, fits)
    return Upload(name=name, content=content, busy=is_busy)


async def _read_part(part: BodyPartReader, limit: int, fits: Callable[[int], bool] | None = None) -> bytes | None:
    """Return the part's bytes, or None when it is longer than `limit` or does not fit; always reads it to its end."""
    if hdrs.CONTENT_TRANSFER_ENCODING in part.headers or hdrs.CONTENT_ENCODING in part.headers:
        raise FormBroken
    content = bytearray()
    whole = True
    while chunk := await part.read_chunk(_CHUNK):
        if whole and (len(content) + len(chunk) > limit or (fits is not None and not fits(len(chunk)))):
            whole = False
            content.clear()
        if whole:
            content += chunk
    return bytes(content) if whole else None
