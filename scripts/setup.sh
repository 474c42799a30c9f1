#!/bin/sh
# Makes .venv with the locked packages. On Debian and Ubuntu it also installs what Python may lack:
# the venv module. Programs and libraries given as arguments are installed too where they are
# missing: PROGRAM, PROGRAM=PACKAGE or LIBRARY.so.N=PACKAGE.
set -eu

python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Cần Python 3.11 trở lên (Python 3.11 or newer is needed)." >&2
    exit 2
fi

is_there() {
    case $1 in
        *.so.*) "$python" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

packages=""
"$python" -c 'import ensurepip, venv' 2>/dev/null || packages="$packages python3-venv"
for wanted in "$@"; do
    is_there "${wanted%%=*}" || packages="$packages ${wanted#*=}"
done

please_install() {
    echo "Nhờ người quản trị máy cài các gói sau rồi chạy lại (ask an administrator to install):" >&2
    echo "    apt-get install$packages" >&2
    exit 2
}

if [ -n "$packages" ]; then
    as_root=""
    [ "$(id -u)" -eq 0 ] || as_root="sudo"
    command -v apt-get >/dev/null || please_install
    [ -z "$as_root" ] || command -v sudo >/dev/null || please_install
    $as_root apt-get update -qq || please_install
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $as_root \
        apt-get install -qq -y --no-install-recommends $packages || please_install
fi

[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
