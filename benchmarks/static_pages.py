"""Published pages: python -m benchmarks.static_pages [--output DIR] [--seconds N] [--rounds N]

The built site (`make build`), asked for by wrk at 32 connections, in turn from a plain nginx, nginx with the
configuration of deploy/ (headers, kinds, limits, log; without TLS, as the plain one has none), and from
`python -m intake run`. Needs Debian's nginx, libnginx-mod-http-brotli-static and wrk. Prints JSON, also into
$DATA_DIR/bench/static.json.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import intake_servers as servers
from registry import progress

DEPLOY = servers.ROOT / "deploy" / "nginx"
PAGE, CONNECTIONS = "/", 32
_NGINX = """
daemon off; user root; worker_processes 2; pid {folder}/pid; error_log {folder}/error.log;
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
events {{ worker_connections 512; }}
http {{ include /etc/nginx/mime.types; sendfile on; {site} }}
"""
_PLAIN = "access_log {folder}/log; server {{ listen 127.0.0.1:{port}; root {output}; index index.html; }}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", type=Path, default=servers.ROOT / "output")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args(arguments)
    output = given.output.absolute()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        ports = {
            "nginx, plain": stack.enter_context(_nginx(Path(folder) / "plain", _PLAIN, output)),
            "nginx, deploy": stack.enter_context(_nginx(Path(folder) / "deploy", _deployed(), output)),
            "intake run": stack.enter_context(_product(Path(folder), output)),
        }
        rates = {name: [] for name in ports}  # type: dict[str, list[float]]
        with progress.work("rounds", "Run it again from the beginning.") as shown:
            for _round in shown.over(range(given.rounds), given.rounds):
                for name, port in ports.items():
                    rates[name].append(_rate(port, given.seconds))
    report = _report(rates)
    print(json.dumps(report, indent=2))
    out = Path(os.environ.get("DATA_DIR", "var")) / "bench" / "static.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(report, indent=2), "utf-8")
    return 0


def _report(rates: dict[str, list[float]]) -> dict[str, Any]:
    plain = rates["nginx, plain"]
    told = {
        name: {
            "per_second": median(each),
            "ratio_to_plain": round(median(a / b for a, b in zip(each, plain, strict=True)), 3),
        }
        for name, each in rates.items()
    }
    return {**told, "load": round(os.getloadavg()[0], 1)}


def _rate(port: int, seconds: float) -> float:
    """Answers a second; every one must be 200."""
    said = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", f"http://127.0.0.1:{port}{PAGE}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if "Non-2xx" in said:
        raise RuntimeError(said)
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found
    return float(found[1])


def _deployed() -> str:
    """Our configuration: its one server that answers people, without TLS."""
    site = (DEPLOY / "mingdan.conf").read_text("utf-8").replace("{", "{{").replace("}", "}}")
    around, _first, ours = site.partition("    root /srv/mingdan/output;")
    kept = around[: around.index("server {{\n    listen 80")]
    log = "access_log /var/log/mingdan/nginx.log mingdan buffer=64k flush=1s;"
    site = f"{kept}server {{{{ listen 127.0.0.1:{{port}};\n {log}\n"
    site = (site + "    root /srv/mingdan/output;" + ours).replace(
        "/etc/nginx/mingdan-", f"{DEPLOY}/mingdan-"
    )
    # every request of the benchmark comes from one address
    site = site.replace("limit_conn mingdan_calls 40", "limit_conn mingdan_calls 100")
    return site.replace("/srv/mingdan/output", "{output}").replace("/var/log/mingdan/", "{folder}/")


@contextmanager
def _nginx(folder: Path, site: str, output: Path) -> Iterator[int]:
    folder.mkdir()
    port = servers.free_port()
    configuration = folder / "nginx.conf"
    filled = site.format(port=port, output=output, folder=folder)
    configuration.write_text(_NGINX.format(folder=folder, site=filled), "utf-8")
    with servers.serving(["/usr/sbin/nginx", "-c", str(configuration)], {}, port, folder / "log", path="/"):
        yield port


@contextmanager
def _product(folder: Path, output: Path) -> Iterator[int]:
    environment = {"DATA_DIR": str(folder / "data"), "OUTPUT_DIR": str(output), "DEMO": "0"}
    with servers.product(environment, folder / "product.log") as product:
        yield product.port


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
