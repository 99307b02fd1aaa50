#!/usr/bin/env bash
# Letters are PDF files with Chinese type, from Debian's fonts-noto-cjk. Install it when it is missing; without it
# everything works but letters, whose page then says what to install.
set -euo pipefail
[ -n "${LETTER_FONT:-}" ] && exit 0
for each in Serif Sans; do [ -e "/usr/share/fonts/opentype/noto/Noto${each}CJK-Regular.ttc" ] && exit 0; done
as_root=""
if [ "$(id -u)" != 0 ]; then as_root="sudo -n"; fi
if command -v apt-get >/dev/null && $as_root true 2>/dev/null; then
  echo "Installing fonts-noto-cjk for letters as PDF (half a minute)…"
  $as_root apt-get -qq update && DEBIAN_FRONTEND=noninteractive $as_root apt-get -qq install -y --no-install-recommends fonts-noto-cjk >/dev/null && exit 0
fi
echo "Letters as PDF need Chinese type. Ask an administrator for: apt-get install fonts-noto-cjk (or set LETTER_FONT)" >&2
