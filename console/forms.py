"""Read a posted form without touching the disk.

aiohttp's `request.post()` writes uploads to a temporary file; here every part is streamed into memory under
a limit, and what is too large, or no longer moves, is refused while it still arrives.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, hdrs, web
from aiohttp.http_exceptions import HttpProcessingError

from console.upload_room import UPLOAD_ROOM, Pace

_CHUNK = 64 * 1024
_FIELD_BYTES = 256 * 1024
_FIELDS_BYTES = 4 * _FIELD_BYTES
"""All fields together; files have their own limit."""
_FIELDS = 400


class FormTooLarge(Exception):
    """A field is longer, or fields are more, than any page of ours can send."""


class FormBroken(Exception):
    """The body is not a form."""


class FormStalled(Exception):
    """The body stopped coming: its sender lost the connection, or means to hold our memory."""


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

    Raises `FormTooLarge`, `FormBroken`, `FormStalled`.
    """
    patience = request.app[UPLOAD_ROOM].patience
    try:
        async with asyncio.timeout(patience) as limit:
            return await _read(request, Pace(limit, patience), file_bytes=file_bytes, files=files)
    except TimeoutError:
        raise FormStalled from None


async def _read(request: web.Request, pace: Pace, *, file_bytes: int, files: int) -> Form:
    if hdrs.CONTENT_ENCODING in request.headers:
        raise FormBroken
    if request.content_type == "application/x-www-form-urlencoded":
        return await _read_urlencoded(request, pace)
    if request.content_type == "multipart/form-data":
        return await _read_multipart(request, pace, file_bytes=file_bytes, files=files)
    if request.can_read_body:
        raise FormBroken
    return Form(values={})


async def _read_urlencoded(request: web.Request, pace: Pace) -> Form:
    body = bytearray()
    async for chunk in request.content.iter_chunked(_CHUNK):
        pace.moved(len(chunk))
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


async def _read_multipart(request: web.Request, pace: Pace, *, file_bytes: int, files: int) -> Form:
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
                content = await _read_part(part, pace, min(_FIELD_BYTES, room))
                if content is None:
                    raise FormTooLarge
                room -= len(content)
                values.setdefault(part.name, []).append(content.decode())
            else:
                limit = file_bytes if len(uploads) < files else 0
                uploads.append(await _read_upload(request, part, pace, limit))
    except (ValueError, UnicodeDecodeError, AssertionError, HttpProcessingError):
        raise FormBroken from None
    return Form(values=values, uploads=uploads)


async def _read_upload(request: web.Request, part: BodyPartReader, pace: Pace, limit: int) -> Upload:
    room = request.app[UPLOAD_ROOM]
    is_busy = False

    def fits(size: int) -> bool:
        nonlocal is_busy
        is_busy = not room.take(request, size)
        return not is_busy

    content = await _read_part(part, pace, limit, fits)
    return Upload(name=part.name or "", content=content, busy=is_busy)


async def _read_part(
    part: BodyPartReader, pace: Pace, limit: int, fits: Callable[[int], bool] | None = None
) -> bytes | None:
    """Return the part's bytes, or None when it is longer than `limit` or does not fit; always reads it to its end."""
    if hdrs.CONTENT_TRANSFER_ENCODING in part.headers or hdrs.CONTENT_ENCODING in part.headers:
        raise FormBroken
    content = bytearray()
    whole = True
    while chunk := await part.read_chunk(_CHUNK):
        pace.moved(len(chunk))
        if whole and (len(content) + len(chunk) > limit or (fits is not None and not fits(len(chunk)))):
            whole = False
            content.clear()
        if whole:
            content += chunk
    return bytes(content) if whole else None
