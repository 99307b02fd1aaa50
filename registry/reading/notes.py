"""What one reading of content/ notes down: faults, the ids that exist, and who refers to them."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Final, NamedTuple

from registry.faults import Fault

# The 12369 line closed in 2024 (law.md, trap 2): printing it sends a citizen to a dead number.
_CLOSED_HOTLINE: Final = re.compile(r"(?<!\d)12369(?!\d)")

_CATALOGUES: Final = ("region", "department", "statute", "topic")
NOUNS: Final = {
    "region": "地区",
    "department": "部门",
    "statute": "法律法规",
    "topic": "主题",
    "item": "事项",
    "decision": "牵头意见",
    "matter": "未明确牵头部门的事项",
    "elsewhere": "非环境事项去向",
    "page": "页面",
    "town": "乡镇街道",
    "clock-event": "办理事件",
    "clock-profile": "期限规则",
    "referral-kind": "移送种类",
    "reorganisation": "机构改革事件",
    "duty": "职责",
    "policy": "政策文件",
    "result": "办理结果",
    "list-chain": "清单程序",
    "term": "术语",
    "matter-name": "事项名称",
}


class Spot(NamedTuple):
    """A place in the content: a file relative to it, and a line from 1."""

    file: str
    line: int


class Notes:
    """One reading of one content folder."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.faults: list[Fault] = []
        self.declared: dict[str, dict[str, Spot]] = {kind: {} for kind in NOUNS}
        self.references: list[tuple[str, str, Spot]] = []

    def fault(self, spot: Spot, kind: str, message: str) -> None:
        """Note a fault; reading goes on."""
        self.faults.append(Fault(spot.file, spot.line, kind, message))

    def in_order(self) -> list[Fault]:
        """The faults by file and line; a value that two checks look at is faulted once."""
        return sorted(set(self.faults))

    def declare(self, kind: str, name: str, spot: Spot) -> None:
        """Note that the id exists. Broken records are declared too, so that no fault breeds another."""
        self.declared[kind].setdefault(name, spot)

    def declare_once(self, kind: str, name: str, spot: Spot) -> None:
        """Declare an id that only one record may bear."""
        first = self.declared[kind].get(name)
        if first is not None:
            where = f"{first.file} 第{first.line}行"
            self.fault(spot, f"duplicate-{kind}", f"{NOUNS[kind]}“{name}”重复，已见于 {where}")
        self.declare(kind, name, spot)

    def take(self, other: "Notes") -> None:
        """Add what another reading of the same folder noted."""
        self.faults += other.faults
        self.references += other.references
        for kind, names in other.declared.items():
            for name, spot in names.items():
                self.declare(kind, name, spot)

    def refer(self, kind: str, name: str, spot: Spot) -> None:
        """Note that the spot speaks of an id; `settle_references` asks later whether it exists."""
        self.references.append((kind, name, spot))

    def settle_references(self) -> None:
        """Fault every reference to an id that nothing declares.

        A catalogue that could not be read at all has its own fault; its thousand users have none.
        """
        unread = {kind for kind in _CATALOGUES if not self.declared[kind]}
        for kind, name, spot in self.references:
            if name not in self.declared[kind] and kind not in unread:
                message = f"没有代号为“{name}”的{NOUNS[kind]}{self._nearest(kind, name)}"
                self.fault(spot, f"unknown-{kind}", message)

    def file_text(self, file: str) -> str | None:
        """The text of a file, its line ends as \\n; None after a fault when it cannot be read."""
        try:
            data = (self.content / file).read_bytes()
            text = data.decode("utf-8-sig")
        except FileNotFoundError:
            self.fault(Spot(file, 1), "missing-file", f"缺少文件 {file}")
            return None
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.fault(Spot(file, line), "not-utf8", "文件不是 UTF-8 编码，请另存为 UTF-8 后再提交")
            return None
        self.scan(file, text)
        return text

    def files(self, folder: str, *patterns: str) -> Iterator[str]:
        """The files below a folder, in order. A file that fits none of the patterns is a fault."""
        for path in sorted((self.content / folder).rglob("*")):
            file = path.relative_to(self.content).as_posix()
            if path.is_dir() or path.name.startswith("."):
                continue
            if any(path.match(pattern) for pattern in patterns):
                yield file
            else:
                message = f"{folder}/ 下只放 {'、'.join(patterns)} 文件，此文件不会被读取"
                self.fault(Spot(file, 1), "unexpected-file", message)

    def _nearest(self, kind: str, name: str) -> str:
        close = get_close_matches(name, self.declared[kind], n=1, cutoff=0.8)
        return f"，是不是“{close[0]}”？" if close else ""

    def scan(self, file: str, text: str) -> None:
        """Note what no text of the record may hold."""
        if "12369" not in text:
            return
        for number, line in enumerate(text.split("\n"), 1):
            if _CLOSED_HOTLINE.search(line):
                message = "12369 电话已停用，不得出现；请写 12345 热线"
                self.fault(Spot(file, number), "closed-hotline", message)
