"""All visits of the web chat, the quietest first, and who gives way when there are too many.

A visit carries the mark of the network it came from: an opaque number that the page's side makes, in memory, as long
as the visit lives. Whoever fills the house gives way to others, so nobody pushes strangers' visits out from one
network.
"""

from __future__ import annotations

from collections import Counter, OrderedDict

from channels.web_chat.limits import Limits, Room
from channels.web_chat.visit import Visit


class Visits:
    """Visits by their id. Its repr is blank."""

    def __init__(self, limits: Limits, room: Room) -> None:
        self._limits = limits
        self._room = room
        self._by_id: OrderedDict[str, Visit] = OrderedDict()
        self._of_network: Counter[int] = Counter()

    def __repr__(self) -> str:
        return "Visits()"

    def __getitem__(self, chat: str) -> Visit:
        return self._by_id[chat]

    def get(self, chat: str) -> Visit | None:
        """Return a visit."""
        return self._by_id.get(chat)

    def add(self, chat: str, visit: Visit) -> None:
        """Take a visit in, and end another one when its network or the house is full.

        A network over its share loses its own quietest visit; in a full house the fullest network does.
        """
        if self._of_network[visit.network] >= self._limits.visits_of_a_network:
            self._end_quietest_of({visit.network})
        elif len(self._by_id) >= self._limits.visits:
            most = max(self._of_network.values())
            self._end_quietest_of({network for network, count in self._of_network.items() if count == most})
        self._by_id[chat] = visit
        self._of_network[visit.network] += 1

    def use(self, chat: str) -> None:
        """Count this as use: somebody wrote."""
        self._by_id.move_to_end(chat)

    def end(self, chat: str) -> None:
        """Forget a visit; an unknown one is passed over."""
        visit = self._by_id.pop(chat, None)
        if visit is None:
            return
        visit.end()
        self._of_network[visit.network] -= 1
        if not self._of_network[visit.network]:
            del self._of_network[visit.network]

    def end_idle(self, oldest: float) -> None:
        """Forget the visits that nobody has used since `oldest`."""
        while self._by_id and next(iter(self._by_id.values())).used <= oldest:
            self.end(next(iter(self._by_id)))

    def make_room(self) -> None:
        """End visits while all together hold too much that no page has confirmed.

        The quietest one that holds something goes, of the network that holds most.
        """
        while self._room.held > self._limits.unconfirmed_in_all:
            held: Counter[int] = Counter()
            for visit in self._by_id.values():
                held[visit.network] += visit.unconfirmed_bytes
            heaviest, _ = held.most_common(1)[0]
            self._end_quietest_of({heaviest}, holding=True)

    def _end_quietest_of(self, networks: set[int], *, holding: bool = False) -> None:
        for chat, visit in self._by_id.items():
            if visit.network in networks and (visit.unconfirmed_bytes or not holding):
                self.end(chat)
                return
