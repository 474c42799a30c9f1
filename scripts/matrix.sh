#!/bin/sh
# Tests under several versions of Python, each in an environment of its own from the hashed lock.
#
# Usage: scripts/matrix.sh [FOLDER OF TESTS]   (VERSIONS="3.12 3.13" for others than all)
# Needs uv. A version that is not at hand is named; failing tests are listed. Ends with 1 if any fail.
set -u
tests=${1:-tests}
place=${MATRIX:-.venv/matrix}
failed=0
for version in ${VERSIONS:-3.11 3.12 3.13 3.14}; do
    python=$(uv python find --no-python-downloads "$version" 2>/dev/null) || {
        echo "$version: not at hand"
        continue
    }
    here=$place/$version
    {
        uv venv --quiet --clear --python "$python" "$here" &&
            uv pip install --quiet --python "$here/bin/python" --require-hashes -r requirements.lock &&
            uv pip install --quiet --python "$here/bin/python" --no-deps --no-build-isolation -e .
    } || {
        echo "$version: the packages of the lock cannot be installed"
        failed=1
        continue
    }
    "$here/bin/python" -m pytest -q -p no:cacheprovider "$tests" >"$here/tests.log" 2>&1
    code=$?
    [ $code -eq 0 ] || failed=1
    echo "$version: $(tail -1 "$here/tests.log")"
    grep -a '^FAILED\|^ERROR' "$here/tests.log" || [ $code -eq 0 ] || echo "  see $here/tests.log"
done
exit $failed
