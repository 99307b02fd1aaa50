"""YAML records that know their lines. Types come from what a field is, never from how it looks:
410000 is a region code and 2026-09-01 a date because their readers say so, quoted or not."""

from collections.abc import Collection
from typing import Any, Final

from yaml import CSafeLoader, MappingNode, Node, ScalarNode, SequenceNode, YAMLError

from registry.reading.cells import Fields
from registry.reading.notes import Notes, Spot

# Our own files nest six deep. The C composer recurses without a limit and would overrun its stack.
_DEEPEST: Final = 40
_KINDS: Final = {ScalarNode: "一个值", SequenceNode: "列表", MappingNode: "一组字段"}


class _Composer(CSafeLoader):
    """Composes nodes without resolving types, which nobody reads and which costs half the time."""

    _depth = 0

    def descend_resolver(self, parent: Any, index: Any) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise YAMLError("嵌套太深")

    def ascend_resolver(self) -> None:
        self._depth -= 1

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return ""


class Document:
    """One YAML text in a file. `first_line` is the file's line on which it starts, from 1."""

    def __init__(self, notes: Notes, file: str, text: str, first_line: int = 1) -> None:
        self.notes = notes
        self.file = file
        self._first_line = first_line
        self.root = self._compose(text)

    def spot(self, node: Node) -> Spot:
        """Where a node starts."""
        return Spot(self.file, self._first_line + node.start_mark.line)

    def record(self, required: Collection[str], optional: Collection[str] = ()) -> "Record | None":
        """The document as one record."""
        return self.as_record(self.root, required, optional) if self.root else None

    def records(self, required: Collection[str], optional: Collection[str] = ()) -> list["Record"]:
        """The document as a list of records."""
        return self.as_records(self.root, required, optional) if self.root else []

    def as_record(self, node: Node, required: Collection[str], optional: Collection[str]) -> "Record | None":
        """A node as a record; None after a fault when it is no mapping."""
        if isinstance(node, MappingNode):
            return Record(self, node, required, optional)
        self.wrong_type(node, "一组字段")
        return None

    def as_records(self, node: Node, required: Collection[str], optional: Collection[str]) -> list["Record"]:
        """A node as a list of records; what is no record is faulted and left out."""
        if not isinstance(node, SequenceNode):
            self.wrong_type(node, "列表")
            return []
        found = [self.as_record(part, required, optional) for part in node.value]
        return [record for record in found if record is not None]

    def wrong_type(self, node: Node, expected: str, key: str = "") -> None:
        """Note that a node is of another kind than its place asks for."""
        subject = f"“{key}”" if key else "这里"
        message = f"{subject}应是{expected}，现在是{_KINDS[type(node)]}"
        self.notes.fault(self.spot(node), "wrong-type", message)

    def _compose(self, text: str) -> Node | None:
        try:
            root: Node | None = _Composer(text).get_single_node()
        except YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = self._first_line + (mark.line if mark else 0)
            reason = getattr(error, "problem", None) or str(error)
            self.notes.fault(
                Spot(self.file, line),
                "yaml-syntax",
                f"YAML 写法有误，多半是缩进不齐、冒号后缺空格、括号或引号不成对（{reason}）",
            )
            return None
        if root is None:
            self.notes.fault(Spot(self.file, self._first_line), "empty-file", "没有内容")
        return root


class Record(Fields):
    """One mapping. Its keys are checked when it is opened: unknown, missing, given twice."""

    def __init__(
        self,
        document: Document,
        node: MappingNode,
        required: Collection[str],
        optional: Collection[str] = (),
    ) -> None:
        super().__init__(document.notes, optional)
        self.document = document
        self._node = node
        self._keys: dict[str, Node] = {}
        self._values: dict[str, Node] = {}
        known = {*required, *optional}
        for key, value in node.value:
            self._open(key, value, known)
        for name in required:
            if name not in self._keys:
                self.fault("", "missing-key", f"缺少字段“{name}”")

    def raw(self, key: str) -> str | None:
        node = self._values.get(key)
        if node is None:
            return None
        if isinstance(node, ScalarNode):
            return _text(node)
        self.document.wrong_type(node, "一个值", key)
        return None

    def entries(self, key: str) -> list[tuple[Spot, str]]:
        found = []
        for part in self._parts(key):
            if isinstance(part, ScalarNode) and (text := _text(part)):
                found.append((self.document.spot(part), text))
            else:
                self.document.wrong_type(part, "非空的文字", key)
        return found

    def spot(self, key: str = "") -> Spot:
        return self.document.spot(self._keys.get(key, self._node))

    def has(self, key: str) -> bool:
        return key in self._keys

    def record(self, key: str, required: Collection[str], optional: Collection[str] = ()) -> "Record | None":
        node = self._values.get(key)
        return self.document.as_record(node, required, optional) if node else None

    def records(self, key: str, required: Collection[str], optional: Collection[str] = ()) -> list["Record"]:
        node = self._values.get(key)
        return self.document.as_records(node, required, optional) if node else []

    def mapping(self, key: str) -> dict[str, str]:
        """The free keys under a key, each with its text."""
        free = self._free(key)
        return {name: free.text(name) for name in free.names} if free else {}

    def mapping_of_texts(self, key: str) -> dict[str, tuple[str, ...]]:
        """The free keys under a key, each with its list of texts."""
        free = self._free(key)
        return {name: free.texts(name) for name in free.names} if free else {}

    @property
    def names(self) -> tuple[str, ...]:
        """The keys that are written."""
        return tuple(self._keys)

    def _free(self, key: str) -> "Record | None":
        """The mapping under a key, whose own keys may be anything."""
        node = self._values.get(key)
        if not isinstance(node, MappingNode):
            if node is not None:
                self.document.wrong_type(node, "一组字段", key)
            return None
        names = {name.value for name, _ in node.value if isinstance(name, ScalarNode)}
        return Record(self.document, node, names)

    def _open(self, key: Node, value: Node, known: Collection[str]) -> None:
        if not isinstance(key, ScalarNode):
            self.document.wrong_type(key, "字段名")
        elif key.value not in known:
            message = f"不认识的字段“{key.value}”，可用的是：{'、'.join(sorted(known))}"
            self.notes.fault(self.document.spot(key), "unknown-key", message)
        elif key.value in self._keys:
            self.notes.fault(self.document.spot(key), "duplicate-key", f"字段“{key.value}”写了两次")
        else:
            self._keys[key.value] = key
            self._values[key.value] = value

    def _parts(self, key: str) -> list[Node]:
        node = self._values.get(key)
        if node is None or (isinstance(node, ScalarNode) and not _text(node)):
            return []
        if isinstance(node, SequenceNode):
            return list(node.value)
        self.document.wrong_type(node, "列表", key)
        return []


def _text(node: ScalarNode) -> str:
    """The text of a scalar; an unquoted ~ or null is an empty one."""
    value: str = node.value
    return "" if not node.style and value in ("~", "null") else value.strip()
