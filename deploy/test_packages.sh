#!/usr/bin/env bash
# The tests drive a real browser, PostgreSQL, nginx and an HTML checker. Install what is missing; say what and why; use what is there.
set -euo pipefail
wanted=()
command -v chromium >/dev/null || { wanted+=(chromium); echo "chromium: pictures and Lighthouse are taken with it"; }
command -v chromium-headless-shell >/dev/null || { wanted+=(chromium-headless-shell); echo "chromium-headless-shell: the browser tests drive it"; }
fc-list 2>/dev/null | grep -qi 'noto.*cjk' || { wanted+=(fonts-noto-cjk fontconfig); echo "fonts-noto-cjk: Chinese text in screenshots"; }
if ! command -v initdb >/dev/null && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
  wanted+=(postgresql); echo "postgresql: the tests run on both databases"
fi
if [ ! -x /usr/sbin/nginx ] || [ ! -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ]; then
  wanted+=(nginx libnginx-mod-http-brotli-static openssl)
  echo "nginx: the tests run it with the configuration of deploy/"
fi
command -v java >/dev/null || { wanted+=(default-jre-headless); echo "java: the Nu HTML checker runs on it"; }
command -v npm >/dev/null || { wanted+=(npm); echo "npm: brings the Nu HTML checker"; }
as_root=""
if [ "$(id -u)" != 0 ]; then as_root="sudo -n"; fi
if [ ${#wanted[@]} -ne 0 ]; then
  if ! command -v apt-get >/dev/null || ! $as_root true 2>/dev/null; then
    echo "Please have an administrator install: ${wanted[*]}" >&2; exit 1
  fi
  echo "Installing for the tests: ${wanted[*]} (half a minute)…"
  $as_root apt-get -qq update
  DEBIAN_FRONTEND=noninteractive $as_root apt-get -qq install -y --no-install-recommends "${wanted[@]}" >/dev/null
fi
deploy/checkers/install.sh nu
