"""Variables of the environment, one at a time: parsed, or a fault in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar
from urllib.parse import urlsplit

from intake.mailbox import mailbox
from intake.settings.shown import Shown, shown, without_password

T = TypeVar("T")


class Reader:
    """Reads one variable after the other; what is faulty is added to `faults`, and its default taken.
    `seen` has every setting asked for, as it may be shown."""

    def __init__(self, environment: Mapping[str, str], faults: list[str]) -> None:
        self._environment = environment
        self._faults = faults
        self.seen: dict[str, Shown] = {}

    def number(self, name: str, default: int, least: int, most: int) -> int:
        def parse(text: str) -> int:
            value = int(text)
            if not least <= value <= most:
                raise ValueError
            return value

        return self._value(name, default, parse, f"应为 {least} 至 {most} 之间的整数")

    def flag(self, name: str, *, default: bool) -> bool:
        choices = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
        return self._value(name, default, lambda text: choices[text.lower()], "应为 1 或 0")

    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        """One of the words; the first is the default."""
        return self._value(
            name, choices[0], lambda text: choices[choices.index(text)], f"应为 {'、'.join(choices)} 之一"
        )

    def days(self, name: str, default: tuple[int, ...], *, falling: bool) -> tuple[int, ...]:
        """As many whole numbers as the default has, or for `falling` any number of them; each only once."""

        def parse(text: str) -> tuple[int, ...]:
            numbers = tuple(int(each) for each in text.split(","))
            ordered = tuple(sorted(set(numbers), reverse=falling))
            if numbers != ordered or min(numbers) < 1 or not (falling or len(numbers) == len(default)):
                raise ValueError
            return numbers

        expected = "应为从大到小的工作日数" if falling else f"应为从小到大的 {len(default)} 个工作日数"
        example = ",".join(map(str, default))
        return self._value(name, default, parse, f"{expected}，例如 {example}")

    def web_address(self, name: str, default: str) -> str:
        def parse(text: str) -> str:
            parts = urlsplit(text)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValueError
            return text.rstrip("/")

        return self._value(name, default, parse, "应为 http:// 或 https:// 开头的网址")

    def engine(self, name: str, default: str) -> str:
        def parse(text: str) -> str:
            for prefix in ("postgresql://", "postgres://"):
                if text.startswith(prefix):
                    return "postgresql+psycopg://" + text.removeprefix(prefix)
            if not text.startswith(("whoosh:///", "tantivy:///", "postgresql+psycopg://")):
                raise ValueError
            return text

        expected = "应为 whoosh:///绝对路径、tantivy:///绝对路径 或 postgresql://…"
        return self._value(name, default, parse, expected, reveals=False)

    def bucket(self, name: str) -> str:
        """The address of a bucket, or a folder's; "" where neither is given."""

        def parse(text: str) -> str:
            parts = urlsplit(text)
            folder = parts.scheme == "file" and not parts.netloc and parts.path.startswith("/")
            bucket = parts.path.strip("/")
            whole = all((parts.hostname, parts.username, parts.password, bucket)) and "/" not in bucket
            if not folder and (parts.scheme not in ("s3", "s3+http") or not whole or parts.port == 0):
                raise ValueError
            return text

        expected = (
            "应为 s3://KEY:SECRET@主机/桶（内网不加密的用 s3+http://），或 file:///绝对路径；"
            "KEY、SECRET 里的特殊字符要写成 %XX"
        )
        return self._value(name, "", parse, expected, reveals=False)

    def database(self, name: str, default: str) -> str:
        def parse(text: str) -> str:
            for prefix in ("postgresql://", "postgres://"):
                if text.startswith(prefix):
                    return "postgresql+psycopg://" + text.removeprefix(prefix)
            if not text.startswith(("sqlite:///", "postgresql+psycopg://")):
                raise ValueError
            return text

        return self._value(name, default, parse, "应为 sqlite:///… 或 postgresql://… ", reveals=False)

    def text(self, name: str, default: str = "") -> str:
        return self._value(name, default, str, "")

    def given(self, name: str) -> bool:
        return bool(self._environment.get(name, "").strip())

    def names(self, name: str) -> frozenset[str]:
        def parse(text: str) -> frozenset[str]:
            return frozenset(each.strip().lower() for each in text.split(",") if each.strip())

        return self._value(name, frozenset(), parse, "")

    def hosts_by_number(self, name: str) -> Mapping[int, frozenset[str]]:
        """Names of machines, each behind a number and a colon: `3:events.inner,3:10.0.0.8,5:hook.inner`."""

        def parse(text: str) -> Mapping[int, frozenset[str]]:
            found: dict[int, frozenset[str]] = {}
            for each in filter(None, map(str.strip, text.split(","))):
                number, _colon, host = each.partition(":")
                if not host.strip():
                    raise ValueError
                found[int(number)] = found.get(int(number), frozenset()) | {host.strip().lower()}
            return found

        expected = "应为 合作系统编号:主机名，逗号分隔，例如 3:events.inner（编号见 partner list）"
        return self._value(name, {}, parse, expected)

    def mail_server(self, name: str) -> str:
        def parse(text: str) -> str:
            parts = urlsplit(text)
            plain = parts.scheme == "smtp+plain"
            if not (plain or parts.scheme in ("smtp", "smtps")) or not parts.hostname:
                raise ValueError
            if parts.path.strip("/") or parts.query or (plain and parts.password) or parts.port == 0:
                raise ValueError
            return text

        expected = (
            "应为 smtps://用户:密码@主机:465、smtp://用户:密码@主机:587，或不带密码的 smtp+plain://主机:25"
        )
        return self._value(name, "", parse, expected, reveals=False)

    def mailbox(self, name: str) -> str:
        return self._value(
            name, "", lambda text: str(mailbox(text)), "应为邮箱，例如 明单 <no-reply@example.cn>"
        )

    def endpoint(self, name: str, plain_hosts: frozenset[str]) -> str:
        def parse(text: str) -> str:
            parts = urlsplit(text)
            allowed = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in plain_hosts)
            if not allowed or not parts.hostname or parts.username or parts.port == 0:
                raise ValueError
            return text

        expected = "应为 https:// 网址；内网 http:// 的主机名要写进 NOTICE_PLAIN_HOSTS"
        return self._value(name, "", parse, expected, reveals=False)

    def scanner(self, name: str) -> str:
        def parse(text: str) -> str:
            parts = urlsplit(text)
            by_socket = parts.scheme == "unix" and not parts.netloc and parts.path.startswith("/")
            if not by_socket and not (parts.scheme == "tcp" and parts.hostname and parts.port):
                raise ValueError
            return text

        return self._value(name, "", parse, "应为 tcp://主机:端口 或 unix:///绝对路径")

    def secret(self, name: str) -> str:
        def parse(text: str) -> str:
            if len(text) < 16:
                raise ValueError
            return text

        return self._value(name, "", parse, "至少 16 个字符", reveals=False)

    def _value(
        self, name: str, default: T, parse: Callable[[str], T], expected: str, *, reveals: bool = True
    ) -> T:
        """The setting parsed, or its default; `reveals` False for what may hold a password."""
        text = self._environment.get(name, "").strip()
        self.seen[name] = shown(name, text, default, secret=not reveals)
        if not text:
            return default
        try:
            return parse(text)
        except (ValueError, KeyError):
            said = f"{name}={without_password(text)!r}" if reveals else name
            self._faults.append(f"{said}：{expected}")
            return default
