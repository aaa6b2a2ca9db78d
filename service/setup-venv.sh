#!/bin/sh
# Makes a virtual environment; on a bare Debian, where Python comes without ensurepip, it installs
# python3-venv first. Usage: setup-venv.sh FOLDER
set -eu
folder=$1

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Communiqué needs Python 3.11 or newer as python3; on Debian: apt-get install python3 python3-venv" >&2
    exit 2
fi

if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ]; then as_root=""; elif command -v sudo >/dev/null; then as_root="sudo"; else as_root="none"; fi
    if [ "$as_root" = none ] || ! command -v apt-get >/dev/null; then
        echo "Python's venv module is missing; install it (on Debian: apt-get install python3-venv) and try again" >&2
        exit 2
    fi
    echo "installing Debian's python3-venv …"
    $as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq python3-venv >/dev/null
fi

echo "making a virtual environment in $folder/ …"
python3 -m venv "$folder"
