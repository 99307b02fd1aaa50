#!/usr/bin/env bash
# Asks two things of the pinned packages: is a weakness known of any (pip-audit, over the network), and what are
# all the parts (a CycloneDX list, without the network, the same bytes for the same pins). Fails loudly when the
# advisories cannot be reached: an audit that did not happen is no audit.
set -euo pipefail
cd "$(dirname "$0")/.."
out="${DATA_DIR:-var}/audit"
mkdir -p "$out"

.venv/bin/python -m cyclonedx_py requirements requirements.txt \
    --output-reproducible --output-format JSON --output-file "$out/sbom.cdx.json" --pyproject pyproject.toml
echo "list of parts: $out/sbom.cdx.json ($(grep -c '"bom-ref"' "$out/sbom.cdx.json") entries)"

if ! .venv/bin/python -m pip_audit --strict --require-hashes --disable-pip --progress-spinner off \
    --vulnerability-service "${AUDIT_SERVICE:-osv}" -r requirements.txt; then
    echo "AUDIT FAILED: a weakness is known (listed above), or the advisories could not be reached." >&2
    echo "Without the network nothing is known: run this where https://api.osv.dev can be reached." >&2
    exit 1
fi
