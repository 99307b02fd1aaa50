"""Items put under the headings that citizens read them by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from registry import Department, Item, Topic

from ..building.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class TopicGroup:
    topic: Topic
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class DepartmentGroup:
    department: Department
    items: tuple[Item, ...]


def by_topic(snapshot: Snapshot, items: Iterable[Item]) -> tuple[TopicGroup, ...]:
    """Each item once, under its first topic, topics in their own order."""
    items = tuple(items)
    groups = (
        TopicGroup(topic, tuple(item for item in items if item.topics[0] == topic.id))
        for topic in snapshot.registry.topics.values()
    )
    return tuple(group for group in groups if group.items)


def by_department(snapshot: Snapshot, items: Iterable[Item]) -> tuple[DepartmentGroup, ...]:
    """The items under the department that leads them, departments in their own order."""
    items = tuple(items)
    groups = (
        DepartmentGroup(department, tuple(item for item in items if item.department == department.id))
        for department in snapshot.registry.departments.values()
    )
    return tuple(group for group in groups if group.items)
