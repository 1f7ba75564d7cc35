"""An invitation's two secrets, a link and a chat code: stored as hashes, good for a week, each used once."""

from __future__ import annotations

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.staff import secrets
from storage.staff.tables import invitation
from storage.staff.types import Invitation, InvitationKind
from storage.types import Instant, StaffId

INVITATION_SECONDS = 7 * 24 * 3600


async def new_invitation(connection: AsyncConnection, member: StaffId, now: Instant) -> Invitation:
    """Write an invitation down and return it with its secrets; those that have run out are forgotten."""
    made = Invitation(
        staff=member,
        link_token=secrets.new_link_token(),
        code=secrets.new_code(),
        expires=Instant(now + INVITATION_SECONDS),
    )
    await connection.execute(delete(invitation).where(invitation.c.expires < now))
    await connection.execute(
        insert(invitation),
        [
            {
                "secret_hash": secrets.hash_of_link(made.link_token),
                "kind": InvitationKind.LINK,
                "staff": member,
                "expires": made.expires,
            },
            {
                "secret_hash": secrets.hash_of_code(made.code),
                "kind": InvitationKind.CODE,
                "staff": member,
                "expires": made.expires,
            },
        ],
    )
    return made


async def use_up(connection: AsyncConnection, secret_hash: bytes, now: Instant) -> StaffId | None:
    """Take a secret away and return whom it was made for; None when it is unknown, used or has run out."""
    used = await connection.execute(
        delete(invitation)
        .where(invitation.c.secret_hash == secret_hash, invitation.c.expires >= now)
        .returning(invitation.c.staff)
    )
    member = used.scalar_one_or_none()
    return None if member is None else StaffId(member)
