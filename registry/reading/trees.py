"""A record of what `written` read. It knows no lines, so that a list with a fault is read again as YAML."""

from collections.abc import Collection

from registry.reading.cells import Fields
from registry.reading.notes import Notes, Spot
from registry.reading.written import Tree


class TreeRecord(Fields):
    """One mapping of a tree. The form that was read has no unknown keys and none given twice."""

    def __init__(
        self, notes: Notes, spot: Spot, tree: Tree, required: Collection[str], optional: Collection[str] = ()
    ) -> None:
        super().__init__(notes, optional)
        self._spot = spot
        self._tree = tree
        if any(key not in tree for key in required):
            self.fault("", "missing-key", "缺少字段")

    def raw(self, key: str) -> str | None:
        return self._tree.get(key)

    def entries(self, key: str) -> list[tuple[Spot, str]]:
        return [(self._spot, text) for text in self._tree.get(key, ())]

    def spot(self, key: str = "") -> Spot:
        return self._spot

    def has(self, key: str) -> bool:
        return key in self._tree

    def record(
        self, key: str, required: Collection[str], optional: Collection[str] = ()
    ) -> "TreeRecord | None":
        tree = self._tree.get(key)
        return None if tree is None else self._below(tree, required, optional)

    def records(
        self, key: str, required: Collection[str], optional: Collection[str] = ()
    ) -> list["TreeRecord"]:
        return [self._below(tree, required, optional) for tree in self._tree.get(key, ())]

    def _below(self, tree: Tree, required: Collection[str], optional: Collection[str]) -> "TreeRecord":
        return TreeRecord(self.notes, self._spot, tree, required, optional)
