#!/bin/sh
# The tests drive the system's Chromium and Debian's Caddy; install them where that is allowed.
set -eu
missing=""
command -v chromium >/dev/null || missing="chromium fonts-noto-core"
command -v caddy >/dev/null || [ -x /usr/bin/caddy ] || missing="$missing caddy"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $missing (once) ..."
    apt-get update -qq
    # shellcheck disable=SC2086  # a list of names
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
    # The package starts a web server at once; the tests start their own, on other ports.
    case $missing in *caddy*) systemctl disable --now caddy >/dev/null 2>&1 || true ;; esac
else
    echo "Missing: $missing. Type: sudo apt-get install $missing, then the same command again." >&2
    exit 1
fi
