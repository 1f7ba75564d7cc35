#!/bin/sh
# Make the virtual environment, installing Debian's python3-venv where that is allowed.
set -eu
folder=$1
python=${PYTHON:-python3}
command -v "$python" >/dev/null || {
    echo "Python 3.11 or newer is missing. Type: sudo apt-get install python3 python3-venv" >&2
    exit 1
}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "$("$python" --version) is too old; Pháo Đài needs Python 3.11 or newer (make PYTHON=python3.12 …)." >&2
    exit 1
}
if ! "$python" -m venv --help >/dev/null 2>&1 || ! "$python" -c 'import ensurepip' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing python3-venv ..."
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
    else
        echo "Python's venv is missing. Type: sudo apt-get install python3-venv, then the same command again." >&2
        exit 1
    fi
fi
"$python" -m venv "$folder"
