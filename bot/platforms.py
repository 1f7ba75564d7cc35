"""Every platform by name: which channels the settings turn on, and how they are closed."""

from __future__ import annotations

import time
from collections.abc import Sequence

from bot.settings import Settings, TelegramMode, ZaloBotMode
from channels.contract import Channel, ChannelName
from channels.local import LocalChannel, full_capabilities, plain_capabilities
from channels.telegram.channel import TelegramChannel
from channels.telegram.registration import BotCommand
from channels.telegram.registration import TelegramMode as ChannelMode
from channels.web_chat.channel import WEB, WebChatChannel
from channels.zalo_bot.channel import WEBHOOK_PATH as ZALO_BOT_PATH
from channels.zalo_bot.channel import ZALO_BOT, ZaloBotChannel
from channels.zalo_bot.channel import ZaloBotMode as ZaloBotChannelMode
from channels.zalo_bot.sending import Pictures

LOCAL = ChannelName("local")
LOCAL_PLAIN = ChannelName("local-plain")

PLATFORM_NAMES = {
    ChannelName("telegram"): "Telegram",
    ZALO_BOT: "Zalo",
    WEB: "Khung chat này",
    LOCAL: "Điện thoại thử",
    LOCAL_PLAIN: "Điện thoại thử",
}

_COMMANDS = {
    "baotin": "Báo tin, không cần nói tên",
    "hopthu": "Mở hộp thư bằng mã",
    "hoc": "Học bài, mỗi bài một phút",
    "hoi": "Hỏi một câu",
    "giadinh": "Gia đình là pháo đài",
    "xa": "Xã của tôi, nhận tin",
    "caidat": "Cài đặt",
    "trogiup": "Trợ giúp và số gọi gấp",
    "dung": "Ngừng nhận tin",
    "xoa": "Xóa mọi điều về tôi",
}


def build_platforms(config: Settings, *, demo: bool, pictures: Pictures | None = None) -> Sequence[Channel]:
    """Every channel by name; the demo has local phones, with buttons and with words only, and no outside platform."""
    if demo:
        return (LocalChannel(LOCAL, full_capabilities()), LocalChannel(LOCAL_PLAIN, plain_capabilities()))
    return (*_telegram(config), *_zalo_bot(config, pictures))


def web_chat(config: Settings) -> WebChatChannel:
    """Return the chat on our own pages: always there, it needs no setting and no outside platform."""
    return WebChatChannel(site=config.base_url, now=time.monotonic)


def _telegram(config: Settings) -> Sequence[Channel]:
    if config.telegram_token is None:
        return ()
    is_webhook = config.telegram_mode is TelegramMode.WEBHOOK
    secret = config.telegram_webhook_secret
    return (
        TelegramChannel(
            token=config.telegram_token.get_secret_value(),
            api_url=config.telegram_api_url,
            mode=ChannelMode.WEBHOOK if is_webhook else ChannelMode.POLLING,
            webhook_url=f"{config.public_url}/hooks/telegram" if is_webhook else "",
            webhook_secret=secret.get_secret_value() if secret is not None else "",
            commands=[BotCommand(name=name, description=text) for name, text in _COMMANDS.items()],
        ),
    )


def _zalo_bot(config: Settings, pictures: Pictures | None) -> Sequence[Channel]:
    if not config.zalo_bot_token:
        return ()
    is_webhook = config.zalo_bot_mode is ZaloBotMode.WEBHOOK
    secret = config.zalo_bot_webhook_secret
    return (
        ZaloBotChannel(
            token=config.zalo_bot_token.get_secret_value(),
            api_url=config.zalo_bot_api_url,
            mode=ZaloBotChannelMode.WEBHOOK if is_webhook else ZaloBotChannelMode.POLLING,
            webhook_url=f"{config.public_url}{ZALO_BOT_PATH}" if is_webhook else "",
            webhook_secret=secret.get_secret_value() if secret is not None else "",
            # The platform fetches a picture by itself, so it has to reach us from outside.
            pictures=pictures if config.public_url.startswith("https://") else None,
        ),
    )


async def close_platforms(platforms: Sequence[Channel]) -> None:
    """Close what holds connections."""
    for platform in platforms:
        if isinstance(platform, TelegramChannel | ZaloBotChannel):
            await platform.close()
