"""A document as XML, and as JSON by the Spark convention: no root, and equal elements are an array."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree import ElementTree as ET

from flask import Response

KINDS = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Many:
    """Equal elements of one name under their container."""

    name: str
    items: Sequence[Node]


Node: TypeAlias = "str | int | bool | Mapping[str, Node] | Many"


def answer(root: str, node: Node, extension: str, status: int = 200) -> Response:
    """The document in the format that was asked for."""
    body = as_json(node) if extension == "json" else as_xml(root, node)
    return Response(body, status, content_type=KINDS.get(extension, KINDS["xml"]))


def as_json(node: Node) -> bytes:
    """What is empty is null."""
    return json.dumps(_plain(node), ensure_ascii=False, separators=(",", ":")).encode()


def as_xml(root: str, node: Node) -> bytes:
    """What is empty is an empty element; signs that XML cannot hold are left out."""
    whole: bytes = ET.tostring(_element(root, node), encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + whole


def _plain(node: Node) -> object:
    if isinstance(node, Many):
        return [_plain(each) for each in node.items]
    if isinstance(node, Mapping):
        return {name: _plain(each) for name, each in node.items()}
    return None if node == "" else node


def _element(name: str, node: Node) -> ET.Element:
    made = ET.Element(name)
    if isinstance(node, Many):
        made.extend(_element(node.name, each) for each in node.items)
    elif isinstance(node, Mapping):
        made.extend(_element(child, each) for child, each in node.items())
    elif isinstance(node, bool):
        made.text = "true" if node else "false"
    else:
        made.text = _NO_XML.sub("", str(node))
    return made
