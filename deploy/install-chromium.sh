#!/bin/sh
# The journey tests drive the system's Chromium; install it where that is allowed.
set -eu
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium (once) ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core >/dev/null
else
    echo "Chromium is missing. Type: sudo apt-get install chromium, then the same command again." >&2
    exit 1
fi
