#!/bin/sh
# Installs Debian packages, or says what to install where it cannot. Usage: install-debian.sh PACKAGE...
set -eu

if [ "$(id -u)" = 0 ]; then as_root=""; elif command -v sudo >/dev/null; then as_root="sudo"; else as_root="none"; fi
if [ "$as_root" = none ] || ! command -v apt-get >/dev/null; then
    echo "please install $* and try again (on Debian: apt-get install $*)" >&2
    exit 2
fi
echo "installing Debian's $* …"
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq "$@" >/dev/null
