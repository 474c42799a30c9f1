#!/bin/sh
# newcomer.sh [SUITE…]: `make report` and `make test` on bare Debian machines, as a newcomer runs them.
#
#   sudo scripts/newcomer.sh                       # Debian 12 (bookworm) and 13 (trixie), both commands
#   sudo TARGETS=report scripts/newcomer.sh trixie
#
# Each suite is made by debootstrap (--variant=minbase) with the three programs that README asks
# for, python3, git and make, and the certificates with which one clones. Into it goes a clone of
# what is committed here. The mirror and proxy of apt and the settings of pip (pip.conf, PIP_*,
# certificates, folders named there) are those of this machine.
# Needs root, debootstrap and unshare. Logs and reports stay in LOGS (a new temporary folder if not
# set); the machines are removed. Exit code 1: a command failed somewhere.
set -eu

project=$(cd "$(dirname "$0")/.." && pwd)
targets=${TARGETS:-report test}
logs=${LOGS:-$(mktemp -d -t newcomer-logs-XXXXXX)}
work=$(mktemp -d -t newcomer-XXXXXX)
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 130' INT TERM
[ $# -gt 0 ] || set -- bookworm trixie
mkdir -p "$logs"

for program in debootstrap unshare git; do
    command -v "$program" >/dev/null || { echo "$program is missing." >&2; exit 2; }
done
[ "$(id -u)" -eq 0 ] || { echo "debootstrap and chroot need root." >&2; exit 2; }

# A command and all that it starts; what it mounts is gone when it ends, also when it is killed.
alone="unshare --mount --pid --fork --kill-child"

# The mirror from which this machine itself installs Debian's packages.
mirror=$(apt-get indextargets --format '$(ORIGIN) $(REPO_URI)' 'Created-By: Packages' |
    sed -n 's/^Debian //p' | grep -v security | head -n 1)
[ -n "$mirror" ] || { echo "apt knows no Debian mirror: run apt-get update." >&2; exit 2; }

# Files and folders that the settings of pip name, such as file:///srv/wheels or a certificate.
named_paths() {
    python3 -m pip config list 2>/dev/null | grep -oE "/[A-Za-z0-9._/-]+" | sed 's#^//*#/#' | sort -u
}

take_over_settings() {  # root
    apt-config dump 2>/dev/null | grep -E '^Acquire::(http|https|Check-Valid-Until|Check-Date)' \
        >"$1/etc/apt/apt.conf.d/99newcomer" || true
    for file in /etc/resolv.conf /etc/pip.conf /etc/xdg/pip/pip.conf; do
        [ ! -f "$file" ] || { mkdir -p "$1$(dirname "$file")"; cp -L "$file" "$1$file"; }
    done
    authorities=/usr/local/share/ca-certificates
    [ ! -d "$authorities" ] || cp -rL "$authorities/." "$1$authorities"
    chroot "$1" update-ca-certificates >/dev/null 2>&1
    named_paths | while read -r path; do
        if [ -f "$path" ]; then
            mkdir -p "$1$(dirname "$path")" && cp -L "$path" "$1$path"
        elif [ -d "$path" ]; then
            # With what lies beside it: the pages of a folder of packages lead to files there.
            folder=$(dirname "$path")
            mkdir -p "$1$folder" && echo "$folder" >>"$1.mounts"
        fi
    done
}

inside() {  # root command
    root=$1 command=$2 $alone sh -eu -c '
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        [ ! -f "$root.mounts" ] || while read -r path; do
            mount --bind -o ro "$path" "$root$path"
        done <"$root.mounts"
        exec env -i $(env | grep -E "^(PIP_|SSL_CERT_FILE=|REQUESTS_CA_|https?_proxy=|no_proxy=)" || true) \
            PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
            chroot "$root" sh -c "cd /srv/project && $command"'
}

failed=0
run() {  # suite name command…: 0 if it worked
    suite=$1 name=$2 log="$logs/$1-$2.log"
    shift 2
    start=$(date +%s)
    if "$@" >"$log" 2>&1; then result=ok; else result="FAILED ($log)" failed=1; fi
    printf '%-10s %-12s %5s s  %s\n' "$suite" "$name" "$(($(date +%s) - start))" "$result"
    [ "$result" = ok ] || { tail -n 30 "$log"; return 1; }
}

for suite in "$@"; do
    root="$work/$suite"
    run "$suite" debootstrap $alone debootstrap --variant=minbase --include=python3,git,make,ca-certificates \
        "$suite" "$root" "$mirror" || continue
    take_over_settings "$root"
    git clone --quiet --no-local "$project" "$root/srv/project"
    for target in $targets; do
        run "$suite" "make-$target" inside "$root" "make $target" || true
    done
    cp -R "$root/srv/project/reports" "$logs/$suite-reports"
    rm -rf --one-file-system "$root"
done
echo "Logs: $logs"
exit "$failed"
