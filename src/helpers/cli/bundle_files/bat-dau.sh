#!/bin/sh
cd "$(dirname "$0")"
command -v python@PYTHON@ >/dev/null && exec python@PYTHON@ bat-dau.py "$@"
exec python3 bat-dau.py "$@"
