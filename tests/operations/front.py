"""A real nginx with the configuration of deploy/, on ports and folders of its own, before a real service."""

from __future__ import annotations

import os
import re
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import requests
from browser.product import free_port
from samples import ROOT
from served import serving
from waitress.server import create_server

from intake.services.context import Context
from intake.web.app import create_app

DEPLOY = ROOT / "deploy" / "nginx"
HOST = "mingdan.example"
_MODULES = Path("/usr/lib/nginx/modules")
_AROUND = """
daemon off; {user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
load_module {modules}/ngx_http_brotli_static_module.so;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    {site}
}}
"""


class Front:
    """nginx and the service behind it, until `stop`."""

    def __init__(self, ctx: Context, folder: Path) -> None:
        self.folder, self.plain, self.tls, behind = folder, free_port(), free_port(), free_port()
        self._server = create_server(
            create_app(ctx),
            host="127.0.0.1",
            port=behind,
            trusted_proxy="*",
            trusted_proxy_count=1,
            trusted_proxy_headers={"x-forwarded-for", "x-forwarded-proto"},
            max_request_body_size=200 * 1024 * 1024,
        )
        self._serving = ExitStack()
        self._serving.enter_context(serving(self._server))
        self.behind = f"http://127.0.0.1:{behind}"
        self._make_certificate()
        configuration = folder / "nginx.conf"
        configuration.write_text(self._configured(ctx.settings.output_dir, behind))
        self._nginx = subprocess.Popen(
            ["/usr/sbin/nginx", "-c", str(configuration), "-p", str(folder)],
            stderr=(folder / "stderr").open("wb"),
        )
        self._wait()

    def ask(self, method: str, path: str, host: str = HOST, **more: object) -> requests.Response:
        """A request by TLS, for the host of the configuration."""
        headers = {"Host": host, **more.pop("headers", {})}  # type: ignore[dict-item]  # given as a mapping
        url = f"https://{HOST}:{self.tls}{path}"
        with requests.Session() as session:
            session.trust_env = False
            session.mount("https://", Here())
            return session.request(
                method,
                url,
                headers=headers,
                verify=str(self.folder / "cert.pem"),
                allow_redirects=False,
                timeout=60,
                **more,  # type: ignore[arg-type]  # requests' own arguments
            )

    def log(self) -> str:
        """All lines so far: the configuration lets nginx write them a second late."""
        time.sleep(1.5)
        return (self.folder / "nginx.log").read_text("utf-8")

    def stop(self) -> None:
        """End both."""
        self._nginx.terminate()
        self._nginx.wait(timeout=10)
        self._serving.close()

    def _configured(self, output: Path, behind: int) -> str:
        site = (DEPLOY / "mingdan.conf").read_text("utf-8")
        for old, new in (
            ("/etc/nginx/mingdan-", f"{DEPLOY}/mingdan-"),
            ("/etc/mingdan/tls/", f"{self.folder}/"),
            ("/srv/mingdan/output", str(output.absolute())),
            ("/var/log/mingdan/", f"{self.folder}/"),
            ("127.0.0.1:8000", f"127.0.0.1:{behind}"),
            ("[::]:443 ", f"[::1]:{self.tls} "),
            ("[::]:80 ", f"[::1]:{self.plain} "),
            ("listen 443 ", f"listen 127.0.0.1:{self.tls} "),
            ("listen 80 ", f"listen 127.0.0.1:{self.plain} "),
        ):
            assert old in site, old
            site = site.replace(old, new)
        if not Path("/proc/net/if_inet6").exists():
            site = re.sub(r"\n\s*listen \[::1\].*", "", site)
        user = "user root;" if os.getuid() == 0 else ""
        return _AROUND.format(folder=self.folder, modules=_MODULES, site=site, user=user)

    def _make_certificate(self) -> None:
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
        command += ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
        command += ["-keyout", f"{self.folder}/key.pem", "-out", f"{self.folder}/cert.pem"]
        subprocess.run(command, check=True, capture_output=True)

    def _wait(self) -> None:
        for _try in range(100):
            if self._nginx.poll() is not None:
                raise RuntimeError((self.folder / "stderr").read_text())
            try:
                self.ask("GET", "/healthz")
            except requests.RequestException:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError("nginx does not answer")


class Here(requests.adapters.HTTPAdapter):
    """The name of the configuration is this machine."""

    def get_connection_with_tls_context(self, request, verify, proxies=None, cert=None):  # type: ignore[no-untyped-def]
        host, pool = self.build_connection_pool_key_attributes(request, verify, cert)
        host["host"] = "127.0.0.1"
        pool |= {"assert_hostname": HOST, "server_hostname": HOST}
        return self.poolmanager.connection_from_host(**host, pool_kwargs=pool)
