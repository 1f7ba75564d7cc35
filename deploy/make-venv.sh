#!/bin/sh
# Make the virtual environment, installing Debian's python3-venv where that is allowed.
#
# Debian's own Python goes before one from elsewhere: it gets Debian's security updates, and it is built for speed,
# which those that people compile by themselves often are not.
set -eu
folder=$1

is_new_enough() {
    command -v "$1" >/dev/null && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))'
}

can_make_it() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

is_allowed_to_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

choose() {
    if ! is_new_enough /usr/bin/python3; then
        echo python3
    elif can_make_it /usr/bin/python3 || is_allowed_to_install; then
        echo /usr/bin/python3
    elif is_new_enough python3 && can_make_it python3; then
        echo python3
    else
        echo /usr/bin/python3
    fi
}

python=${PYTHON:-$(choose)}
command -v "$python" >/dev/null || {
    echo "Python 3.11 or newer is missing. Type: sudo apt-get install python3 python3-venv" >&2
    exit 1
}
is_new_enough "$python" || {
    echo "$("$python" --version) is too old; Pháo Đài needs Python 3.11 or newer (make PYTHON=python3.12 …)." >&2
    exit 1
}
if ! can_make_it "$python"; then
    if is_allowed_to_install; then
        echo "Installing python3-venv ..."
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
    else
        echo "Python's venv is missing. Type: sudo apt-get install python3-venv, then the same command again." >&2
        exit 1
    fi
fi
"$python" -m venv "$folder"
