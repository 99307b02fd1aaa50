"""What a table does not say and the record or the rest of the table suggests: always a doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from intake.lists.names import LEAD_STATUS, LEVELS
from intake.lists.reading.doubts import doubt
from intake.lists.reading.plain import same
from intake.lists.reading.proposal import Kind, ReadCell
from intake.lists.reading.values import Target, Values
from intake.words import gettext as _
from registry import Item

_LEVEL_OF_REGION: Mapping[str, str] = {"city": "city", "county": "county", "zone": "county"}


class Guesses:
    """Suggestions for one list."""

    def __init__(self, target: Target, values: Values) -> None:
        self._target = target
        self._values = values
        self._own = dict(self._own_items())
        self._by_id = target.registry.items
        self._names = self._names_by_id()

    def fill(self, cells: dict[str, ReadCell], section: str) -> None:
        """Add guesses for what a row lacks: number, topics, level, why the department leads."""
        model = self._model(cells)
        if model and not _said(cells, "item"):
            self._put(cells, "item", model.id, _("上级或本部门现有清单里的同名事项"))
        if not _said(cells, "topics"):
            self._topics(cells, section, model)
        if not _said(cells, "handled_at"):
            self._level(cells, model)
        if not _said(cells, "lead_status") and self._cites_known(cells):
            self._put(cells, "lead_status", LEAD_STATUS["statutory"], _("所列的法律依据"))

    def other_matter(self, item: str, matter: str) -> str:
        """What the lists above call the item, where none of them calls it like that; else ""."""
        names = self._names.get(item, [])
        return "" if any(same(each, matter) for each in names) else next(iter(names), "")

    def _names_by_id(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        places = {place.code for place in self._target.registry.lineage(self._target.region)}
        for release in self._target.registry.releases:
            if release.region in places:
                for item in release.items:
                    found.setdefault(item.id, []).append(item.matter)
        return found

    def _own_items(self) -> Iterator[tuple[str, Item]]:
        """What the department's lists hold in the region and above, by name; the nearest list wins."""
        target = self._target
        for place in reversed(target.registry.lineage(target.region)):
            release = target.registry.release_in_force(place.code, target.department, target.on)
            yield from ((item.matter, item) for item in (release.items if release else ()))

    def _model(self, cells: dict[str, ReadCell]) -> Item | None:
        """The item of a list in force that the row seems to be."""
        written = cells["item"].value if "item" in cells else ""
        return self._by_id.get(written) or self._own.get(cells["matter"].value if "matter" in cells else "")

    def _topics(self, cells: dict[str, ReadCell], section: str, model: Item | None) -> None:
        names = {each.id: each.name for each in self._target.registry.topics.values()}
        matter = cells["matter"].value if "matter" in cells else ""
        if model:
            self._put(cells, "topics", "\n".join(names[each] for each in model.topics), _same_matter())
        elif section and (topic := self._values.choices.topic_within(section)):
            self._put(cells, "topics", names[topic], _("分类标题“{text}”").format(text=section))
        elif topic := self._values.choices.topic_within(matter):
            self._put(cells, "topics", names[topic], _("事项名称里的词"))

    def _level(self, cells: dict[str, ReadCell], model: Item | None) -> None:
        region = self._target.registry.region(self._target.region)
        if model:
            self._put(cells, "handled_at", LEVELS[model.handled_at], _same_matter())
        elif region.level in _LEVEL_OF_REGION:
            level = LEVELS[_LEVEL_OF_REGION[region.level]]
            self._put(cells, "handled_at", level, _("清单所在的地区"))

    def _cites_known(self, cells: dict[str, ReadCell]) -> bool:
        cell = cells.get("basis")
        return cell is not None and any(each.statute for each in self._values.statutes.read(cell.value))

    def _put(self, cells: dict[str, ReadCell], field: str, value: str, source: str) -> None:
        cells[field] = ReadCell("", "", value, (doubt(Kind.GUESSED, source=source),), rewritten=True)


def _said(cells: dict[str, ReadCell], field: str) -> bool:
    return field in cells and bool(cells[field].value)


def _same_matter() -> str:
    return _("现有清单里的同一事项")
