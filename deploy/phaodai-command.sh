#!/bin/sh
# /usr/local/bin/phaodai on a server: the operator's commands as the service's user, with its settings and credentials.
# A file named on the command line must lie where the user phaodai may read or write, for example /var/lib/phaodai-backups.
set -eu
[ "$(id -u)" = 0 ] || {
    echo "Type: sudo phaodai $*" >&2
    exit 2
}
exec systemd-run --quiet --collect --wait --pipe \
    --property=User=phaodai --property=Group=phaodai --property=UMask=0077 \
    --property=WorkingDirectory=/etc/phaodai \
    --property=LoadCredential=telegram:/etc/phaodai/credentials/telegram \
    --property=LoadCredential=zalo_bot:/etc/phaodai/credentials/zalo_bot \
    --property=LoadCredential=database:/etc/phaodai/credentials/database \
    --property="StateDirectory=phaodai phaodai-keys phaodai-backups" --property=StateDirectoryMode=0700 \
    --property=ProtectSystem=strict --property=ProtectHome=yes --property=NoNewPrivileges=yes \
    --property=LimitCORE=0 --property=MemorySwapMax=0 \
    --setenv=DATA_DIR=/var/lib/phaodai --setenv=KEY_DIR=/var/lib/phaodai-keys \
    --setenv=BACKUP_DIR=/var/lib/phaodai-backups \
    /opt/phaodai/.venv/bin/phaodai "$@"
