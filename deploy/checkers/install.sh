#!/usr/bin/env bash
# Checkers that come from npm, into .venv/checkers/NAME, as their lock says: install.sh nu | lighthouse
set -euo pipefail
cd "$(dirname "$0")/../.."
to=.venv/checkers/$1
cmp -s "deploy/checkers/$1/package-lock.json" "$to/package-lock.json" && [ -d "$to/node_modules" ] && exit 0
case $1 in
  nu) echo "Nu HTML checker: the tests read pages with it (some seconds)…" ;;
  lighthouse) echo "Lighthouse: measures pages as a phone loads them (half a minute)…" ;;
esac
mkdir -p "$to"
cp "deploy/checkers/$1/package.json" "deploy/checkers/$1/package-lock.json" "$to/"
# --ignore-scripts: both are plain files; their own scripts would fetch a Java or a browser, which Debian has.
(cd "$to" && npm ci --silent --ignore-scripts --no-audit --no-fund) || { rm -f "$to/package-lock.json"; exit 1; }
