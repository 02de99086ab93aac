#!/bin/sh
# Starts a module of this folder with a Python that is new enough: python.sh MODULE WORDS...
# $PYTHON names one; without it the Python of last time goes on being used.

last=$(cat .make/python 2>/dev/null)
module=$1
shift

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

for python in "${PYTHON:-${last:-python3}}" python3 python3.14 python3.13 python3.12 python3.11; do
    if new_enough "$python"; then
        exec "$python" -m "tools.$module" "$@"
    fi
    if [ -n "$PYTHON" ]; then
        echo "We cannot use $PYTHON. The companion needs Python 3.11 or newer." >&2
        exit 1
    fi
done
echo "The companion needs Python 3.11 or newer. This computer does not have it.
You can get Python here:

    https://www.python.org/downloads/

Then type the same command again." >&2
exit 1
