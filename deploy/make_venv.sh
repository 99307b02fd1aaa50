#!/usr/bin/env bash
# Make .venv. Debian ships python3 without venv; then take the first way that works, and say which.
set -euo pipefail
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-python3}
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Mingdan needs Python 3.11 or newer; $PYTHON is $("$PYTHON" --version 2>&1)." >&2; exit 1; }
if [ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1; then exit 0; fi
rm -rf .venv
if "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
  echo "Making .venv…"; "$PYTHON" -m venv .venv; exit 0
fi
if "$PYTHON" -m virtualenv --version >/dev/null 2>&1; then
  echo "Making .venv with virtualenv…"; "$PYTHON" -m virtualenv -q .venv; exit 0
fi
as_root=""
if [ "$(id -u)" != 0 ]; then as_root="sudo -n"; fi
if command -v apt-get >/dev/null && $as_root true 2>/dev/null; then
  echo "This Python has no venv module: installing Debian's python3-venv…"
  $as_root apt-get -qq update
  $as_root apt-get -qq install -y --no-install-recommends python3-venv >/dev/null
  "$PYTHON" -m venv .venv; exit 0
fi
echo "This Python cannot make virtual environments. Ask an administrator for: apt-get install python3-venv" >&2
exit 1
