#!/bin/sh
# Tries the two commands of the README on a Debian that has nothing but python3 and make, as root:
#
#     sh tools/bare_machine.sh [FOLDER]
#
# It needs debootstrap, the network, and 2.5 GB of the disk; it leaves the machine in FOLDER when
# that was named. What is tried is what is committed. RELEASE=trixie tries another Debian.
# TESTS="-k charter_words" runs these tests alone. Where the network has certificates of its own,
# CERTIFICATES names the file that has them.

set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
place=${1:-$(mktemp -d)}
clone=/root/companion

inside() {
    unshare --mount --pid --fork --kill-child sh -c '
        mount --make-rprivate /
        mount -t proc proc "$1/proc"
        mount -t tmpfs tmpfs "$1/dev/shm"
        mount -t devpts -o newinstance,ptmxmode=0666 devpts "$1/dev/pts"
        ln -sf pts/ptmx "$1/dev/ptmx"
        shift 1
        exec chroot "$@"
    ' sh "$place" "$place" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        LANG=C.UTF-8 TERM=xterm-256color ${CERTIFICATES:+SSL_CERT_FILE=/root/certificates.pem \
        PIP_CERT=/root/certificates.pem} sh -c "cd $clone && $1"
}

timed() {
    from=$(date +%s)
    inside "$1" && code=0 || code=$?
    echo "== $1: ended with $code after $(($(date +%s) - from)) seconds"
    return "$code"
}

debootstrap --variant=minbase --include=make,python3 "${RELEASE:-bookworm}" "$place" >&2
if [ -n "${CERTIFICATES:-}" ]; then
    cp "$CERTIFICATES" "$place/root/certificates.pem"
fi
cp /etc/resolv.conf "$place/etc/resolv.conf"
mkdir "$place$clone"
git -C "$source" archive HEAD | tar -x -C "$place$clone"

# Somebody reads a page of the charter, line by line, and stops.
timed "printf '2\\n1\\nq\\n' | make run" | tee "$place/root/run.txt"
grep -q "Page 1 of" "$place/root/run.txt"
timed "make test ARGS='${TESTS:-}'"
if [ -z "${1:-}" ]; then
    rm -rf "$place"
fi
