#!/bin/sh
# Makes the offline package for this Linux, unpacks it into a folder with blanks and accents, sets it
# up with the network cut and makes the reference report there: the same bytes as here.
set -eu
cd "$(dirname "$0")/.."
python=$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.venv/bin/baocao bundle --platform linux --python "$python" --out "$work"
mkdir "$work/Máy không mạng"
cd "$work/Máy không mạng"
"$OLDPWD/.venv/bin/python" -m zipfile -e "$work"/*.zip .
report="reports/2023H1/bach-thong/bao-cao-bach-thong-2023H1"
env -i PATH=/usr/bin:/bin HOME=/nonexistent LANG=C.UTF-8 unshare -rn \
    sh bao-cao-dan-toc/bat-dau.sh run --unit bach-thong --period 2023H1 || [ $? -eq 1 ]
"$OLDPWD/.venv/bin/baocao" run --workspace "$OLDPWD" --unit bach-thong --period 2023H1 >/dev/null || [ $? -eq 1 ]
for kind in html pdf docx xlsx; do
    cmp "bao-cao-dan-toc/$report.$kind" "$OLDPWD/$report.$kind"
done
echo "The same report from the package, without a network."
