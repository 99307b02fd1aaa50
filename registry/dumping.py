"""Records as the YAML text that a person would write: the same text for the same fields."""

from collections.abc import Mapping
from typing import Any

import yaml

_WIDTH = 110
_NOTHING: tuple[object, ...] = ("", "\n", [], {}, None)


class _Dumper(yaml.SafeDumper):
    """Texts as blocks, codes and months in quotes, lists indented below their key, nothing by reference."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _words(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if text.endswith("\n") else '"' if text.replace("-", "").isdigit() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _words)


def dump(fields: Mapping[str, Any]) -> str:
    """The fields in their order; those that say nothing are left out."""
    kept = {key: value for key, value in fields.items() if value not in _NOTHING}
    return yaml.dump(kept, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


def told(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A part of a record without the fields that say nothing."""
    return {key: value for key, value in fields.items() if value not in _NOTHING}
