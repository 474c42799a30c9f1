#!/bin/sh
# Tests under several versions of Python, each in an environment of its own from the hashed lock.
#
# Usage: scripts/matrix.sh [FILES OR FOLDERS OF TESTS]   (VERSIONS="3.12 3.13" for others than all)
# Takes pythonX.Y from PATH, from pyenv, or from uv where it is at hand. A version that is nowhere
# is named; failing tests are listed. Ends with 1 if any fail, or if no version was at hand.
set -u
place=${MATRIX:-.venv/matrix}
mkdir -p "$place"
failed=0
tried=0

# The interpreter of a version that starts: shims of pyenv may name one that does not.
interpreter() {
    for python in "python$1" "${PYENV_ROOT:-$HOME/.pyenv}/versions/$1".*/bin/python \
        "$(uv python find "$1" 2>/dev/null)"; do
        "$python" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$1')" 2>/dev/null || continue
        "$python" -c 'import sys; print(sys.executable)'
        return
    done
    return 1
}

for version in ${VERSIONS:-3.11 3.12 3.13 3.14}; do
    python=$(interpreter "$version") || {
        echo "$version: not at hand"
        continue
    }
    tried=1
    here=$place/$version
    {
        "$python" -m venv --clear "$here" &&
            "$here/bin/python" -m pip install -q --require-hashes -r requirements.lock &&
            "$here/bin/python" -m pip install -q --no-deps --no-build-isolation -e .
    } >"$here.log" 2>&1 || {
        echo "$version: the packages of the lock cannot be installed, see $here.log"
        failed=1
        continue
    }
    "$here/bin/python" -m pytest -q -p no:cacheprovider "${@:-tests}" >"$here/tests.log" 2>&1
    code=$?
    [ $code -eq 0 ] || failed=1
    echo "$version: $(tail -1 "$here/tests.log")"
    grep -a '^FAILED\|^ERROR' "$here/tests.log" || [ $code -eq 0 ] || echo "  see $here/tests.log"
done
[ $tried -eq 1 ] || failed=1
exit $failed
