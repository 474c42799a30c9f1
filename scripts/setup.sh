#!/bin/sh
# Makes .venv with the locked packages. On Debian and Ubuntu it also installs the two things that
# Python cannot bring: the venv module, and Pango with HarfBuzz, which draw the text of the PDF.
# Programs given as arguments are installed too where they are missing: PROGRAM or PROGRAM=PACKAGE.
set -eu

python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Cần Python 3.11 trở lên (Python 3.11 or newer is needed)." >&2
    exit 2
fi

has_library() {
    "$python" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null
}

packages=""
"$python" -c 'import ensurepip, venv' 2>/dev/null || packages="$packages python3-venv"
has_library libpango-1.0.so.0 || packages="$packages libpango-1.0-0"
has_library libpangoft2-1.0.so.0 || packages="$packages libpangoft2-1.0-0"
# Cuts the embedded typefaces down to the letters used, the same way every time.
has_library libharfbuzz-subset.so.0 || packages="$packages libharfbuzz-subset0"
for wanted in "$@"; do
    command -v "${wanted%%=*}" >/dev/null || packages="$packages ${wanted#*=}"
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
