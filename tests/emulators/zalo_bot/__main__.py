"""Run the emulator as a process of its own; prints its address when it listens."""

from __future__ import annotations

import argparse
import asyncio
import signal

from tests.emulators.zalo_bot.server import TOKEN, ZaloBotEmulator


async def _main(port: int, token: str) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    emulator = ZaloBotEmulator(token)
    await emulator.start(port)
    print(emulator.url, flush=True)
    await stop.wait()
    await emulator.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    options = parser.parse_args()
    asyncio.run(_main(options.port, options.token))
