#!/bin/sh
# Makes a virtual environment; on a bare Debian, where Python comes without ensurepip, it installs
# python3-venv first. Usage: setup-venv.sh FOLDER
set -eu
folder=$1

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Communiqué needs Python 3.11 or newer as python3 (on Debian: apt-get install python3)" >&2
    exit 2
fi
python3 -c 'import ensurepip, venv' 2>/dev/null || sh "$(dirname "$0")/install-debian.sh" python3-venv

echo "making a virtual environment in $folder/ …"
python3 -m venv --clear "$folder"
