"""A channel's state, and the one log line when it changes."""

from __future__ import annotations

import structlog

from channels.contract import ChannelName, Health


class HealthNote:
    """The state of one channel as `/readyz` shows it; `now` is STARTING until something was noted."""

    def __init__(self, channel: ChannelName) -> None:
        self._channel = channel
        self.now = Health.STARTING

    def note(self, health: Health) -> None:
        """Note how it stands; only a change is logged."""
        if health is self.now:
            return
        self.now = health
        log = structlog.get_logger()
        if health is Health.UP:
            log.info("channel_up", channel=self._channel)
        else:
            log.warning("channel_down", channel=self._channel)
