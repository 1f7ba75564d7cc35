#!/bin/sh
# Install or upgrade Pháo Đài on a Debian 12 server: sudo /opt/phaodai/deploy/install.sh ten-mien.vn
# May be run again at any time: settings, tokens, keys and data are never overwritten.
set -eu
say() { echo "== $*"; }
refuse() {
    echo "install: $*" >&2
    exit 1
}

domain=${1:-}
here=$(cd "$(dirname "$0")/.." && pwd)
[ "$(id -u)" = 0 ] || refuse "run it as root: sudo $0 $domain"
[ "$here" = /opt/phaodai ] || refuse "the program must lie in /opt/phaodai, this is $here"
echo "$domain" | grep -Eq '^[a-z0-9-]+(\.[a-z0-9-]+)+$' || refuse "name the public domain, for example: $0 baotin.vi-du.vn"

say "packages"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq make git python3 python3-venv caddy procps >/dev/null

say "user phaodai"
getent passwd phaodai >/dev/null || adduser --quiet --system --group --home /nonexistent --no-create-home phaodai

say "program"
cd /opt/phaodai
make --silent setup
.venv/bin/python -m compileall -q bot console handlers tips broadcasts awareness channels places storage
chmod -R go+rX,go-w /opt/phaodai

say "settings in /etc/phaodai"
install -d -m 0755 /etc/phaodai
install -d -m 0700 /etc/phaodai/credentials /etc/phaodai/credentials/telegram \
    /etc/phaodai/credentials/zalo_bot /etc/phaodai/credentials/database
if [ ! -e /etc/phaodai/.env ]; then
    (umask 027 && echo "PUBLIC_URL=https://$domain" >/etc/phaodai/.env)
    chown root:phaodai /etc/phaodai/.env
fi

say "services"
install -m 0644 deploy/phaodai.service deploy/phaodai-backup.service deploy/phaodai-backup.timer /etc/systemd/system/
install -m 0755 deploy/phaodai-command.sh /usr/local/bin/phaodai
install -m 0644 deploy/60-phaodai.conf /etc/sysctl.d/60-phaodai.conf
if ! cmp -s deploy/Caddyfile /etc/caddy/Caddyfile; then
    cp /etc/caddy/Caddyfile "/etc/caddy/Caddyfile.before-$(date +%Y%m%d%H%M%S)"
    install -m 0644 deploy/Caddyfile /etc/caddy/Caddyfile
fi
install -d -m 0755 /etc/systemd/system/caddy.service.d
sed "s/^Environment=PHAODAI_DOMAIN=.*/Environment=PHAODAI_DOMAIN=$domain/" deploy/caddy.service.d/phaodai.conf \
    >/etc/systemd/system/caddy.service.d/phaodai.conf
sysctl --quiet --load /etc/sysctl.d/60-phaodai.conf || say "sysctl refused; see deploy/60-phaodai.conf"
systemctl daemon-reload
systemctl enable --quiet phaodai phaodai-backup.timer caddy
systemctl restart phaodai phaodai-backup.timer caddy

if [ -n "$(swapon --noheadings --show 2>/dev/null)" ]; then
    say "this machine swaps: the services may not, but turn it off for the rest too (swapoff -a, /etc/fstab)"
fi
say "running: https://$domain; next steps in docs/GOING-LIVE.md, health: sudo phaodai doctor"
