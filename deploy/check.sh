#!/usr/bin/env bash
# Hold everything in deploy/ against the tools that read it. A tool that is missing is named, and the check fails.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
failed=0
check() { # what it is, then the command
  local what=$1; shift
  if ! command -v "$1" >/dev/null; then echo "MISSING  $what: $1 is not installed"; failed=1; return; fi
  if said=$("$@" 2>&1); then echo "ok       $what"; else echo "FAILED   $what"; echo "$said"; failed=1; fi
}
# shellcheck disable=SC2329  # `check` calls it by its name
units() { # systemd looks whether the program is there: it is, once installed
  local faults
  faults=$(systemd-analyze verify --man=no deploy/systemd/*.service deploy/systemd/*.timer 2>&1 | grep mingdan |
    grep -v 'opt/mingdan/.venv/bin/python is not executable')
  [ -z "$faults" ] || { echo "$faults"; return 1; }
}
# shellcheck disable=SC2329  # as above
hardened() { # 2.0 of 10 at most; an unhardened service has 9.6
  for unit in deploy/systemd/*.service; do
    systemd-analyze security --offline=true --threshold=20 "$unit" >/dev/null || { echo "$unit"; return 1; }
  done
}
check "shell" shellcheck deploy/*.sh deploy/mingdan
check "systemd-analyze" systemd-analyze --version
check "units" units
check "units are hardened" hardened
check "Containerfile" hadolint deploy/Containerfile deploy/Containerfile.front
check "compose file" check-jsonschema --builtin-schema vendor.compose-spec deploy/compose.yaml
check "alert rules" promtool check rules deploy/prometheus/alerts.yaml
check "scrape configuration" promtool check config --syntax-only deploy/prometheus/prometheus.yaml
check "logrotate" logrotate --debug --state /dev/null deploy/logrotate
exit "$failed"
