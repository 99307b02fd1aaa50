"""Files in a bucket of an S3-compatible store: what several machines share."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, BinaryIO, Final, cast
from urllib.parse import parse_qs, unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from intake.store.files.files import NAME, checked, new_name

if TYPE_CHECKING:  # they exist for the type checker only
    from obstore.store import ClientConfig, RetryConfig

PLAIN: Final = "s3+http"
EVIDENCE: Final = "evidence"
_ENDLESS: Final = 2**62
_PATIENCE: Final[ClientConfig] = {"connect_timeout": "5s", "timeout": "60s"}
_RETRIES: Final[RetryConfig] = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}
_IN_MEMORY: Final = 1024 * 1024  # of a file being read; the rest lies in a temporary file


class BucketFiles:
    """See `EvidenceFiles`. `url` is s3://KEY:SECRET@host[:port]/bucket[?region=…], with s3+http without TLS.

    Key and secret are percent-encoded in it. A file's key in the bucket is its area and its name.
    """

    def __init__(self, url: str, area: str = EVIDENCE) -> None:
        self._url, self._area = url, area
        self._store = _store(url)

    def write(self, content: bytes) -> str:
        name = new_name()
        self.put(name, content)
        return name

    def put(self, name: str, content: bytes) -> None:
        key = self._key(name)
        with _faults():  # in one request: a bucket shows the old object or the new one, never a part
            obstore.put(self._store, key, content, use_multipart=False)

    def open(self, name: str) -> BinaryIO:
        key = self._key(name)
        file = cast("BinaryIO", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - the caller closes it
        with _faults():
            for part in obstore.get(self._store, key):
                file.write(part)
        file.seek(0)
        return file

    def remove(self, name: str) -> None:
        key = self._key(name)
        with _faults():
            obstore.delete(self._store, key)

    def names_before(self, timestamp: float) -> Iterator[str]:
        with _faults():
            for page in obstore.list(self._store, prefix=self._area):
                for each in page:
                    name = each["path"].rpartition("/")[2]
                    if NAME.fullmatch(name) and each["last_modified"].timestamp() < timestamp:
                        yield name

    def room(self) -> int:
        return _ENDLESS

    def check(self) -> None:
        """A file can be stored, read and removed: a key that only reads would be noticed too late."""
        probe = self.area("probe")
        name = probe.write(b"probe")
        probe.open(name).close()
        probe.remove(name)

    def area(self, name: str) -> BucketFiles:
        return BucketFiles(self._url, name)

    def _key(self, name: str) -> str:
        return f"{self._area}/{checked(name)}"


def parts(url: str) -> tuple[str, str, str, str, str]:
    """Endpoint, bucket, region, key and secret of a URL. Raises ValueError."""
    given = urlsplit(url)
    bucket = given.path.strip("/")
    key, secret = unquote(given.username or ""), unquote(given.password or "")
    if not (given.hostname and bucket and key and secret) or "/" in bucket or given.port == 0:
        raise ValueError("not the address of a bucket")
    scheme = "http" if given.scheme == PLAIN else "https"
    region = parse_qs(given.query).get("region", ["us-east-1"])[0]
    return f"{scheme}://{given.netloc.rpartition('@')[2]}", bucket, region, key, secret


@contextmanager
def _faults() -> Iterator[None]:
    """The store's faults as the operating system's. Their own words may hold a key: only the kind is told."""
    try:
        yield
    except FileNotFoundError as fault:
        raise FileNotFoundError("no such file in the bucket") from fault
    except BaseError as fault:
        raise OSError(f"the bucket cannot be used: {type(fault).__name__}") from fault


def _store(url: str) -> S3Store:
    endpoint, bucket, region, key, secret = parts(url)
    return S3Store(
        bucket,
        endpoint=endpoint,
        region=region,
        access_key_id=key,
        secret_access_key=secret,
        client_options={"allow_http": endpoint.startswith("http://"), **_PATIENCE},
        retry_config=_RETRIES,
    )
