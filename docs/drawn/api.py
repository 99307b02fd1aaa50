"""The API's operations and data as a page, from its own description (intake/web/openapi.yaml)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from intake.web.openapi import document

HEAD = """# Reference of the API

Made from `intake/web/openapi.yaml`, the description that is served at `/api/v1/openapi.json` and that
every answer is held to (`make docs` writes this page anew and a test says when it is stale). How to use it,
with examples that are run: [api.md](api.md).
"""


def page() -> str:
    """The whole of docs/api-reference.md."""
    said = document()
    return "\n".join([HEAD, *_operations(said), *_schemas(said)]) + "\n"


def _operations(said: dict[str, Any]) -> Iterator[str]:
    yield "## Operations\n"
    for path, methods in said["paths"].items():
        for method, each in methods.items():
            yield f"### {method.upper()} {path}\n"
            yield f"{each['summary']}。{each.get('description', '')}\n"
            yield f"Key: {_key(each)}. Answers: {', '.join(each['responses'])}."
            yield f"{_body(each)}\n"
            yield from _parameters(said, each.get("parameters", ()))


def _key(operation: dict[str, Any]) -> str:
    asked = [
        f"{name} {' '.join(scopes)}".strip()
        for each in operation.get("security", ())
        for name, scopes in each.items()
    ]
    return " or ".join(f"`{each}`" for each in asked) or "none"


def _body(operation: dict[str, Any]) -> str:
    found = operation.get("requestBody", {}).get("content", {})
    names = [_name(each["schema"]) for each in found.values()]
    return f" Body: {', '.join(names)}." if names else ""


def _parameters(said: dict[str, Any], parameters: Any) -> Iterator[str]:
    rows = [_resolved(said, each) for each in parameters]
    if rows:
        yield "| parameter | in | |\n|---|---|---|"
        for each in rows:
            name = f"**`{each['name']}`**" if each.get("required") else f"`{each['name']}`"
            yield f"| {name} | {each['in']} | {_line(each.get('description', ''))} |"
        yield ""


def _schemas(said: dict[str, Any]) -> Iterator[str]:
    yield "## Data\n"
    for name, schema in said["components"]["schemas"].items():
        yield f"### {name}\n"
        if "properties" not in schema:
            yield f"{_name(schema)}. {_line(schema.get('description', ''))}\n"
            continue
        yield "| field | type | |\n|---|---|---|"
        for field, each in schema["properties"].items():
            shown = f"**`{field}`**" if field in schema.get("required", ()) else f"`{field}`"
            yield f"| {shown} | {_name(each)} | {_line(each.get('description', ''))} |"
        yield ""


def _name(schema: dict[str, Any]) -> str:
    """A schema in a word or two: its name, its type, the words it allows."""
    if "$ref" in schema:
        return f"[{schema['$ref'].rsplit('/', 1)[1]}](#{schema['$ref'].rsplit('/', 1)[1].lower()})"
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    if "items" in schema:
        return f"list of {_name(schema['items'])}"
    kind = schema.get("type", "any")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def _resolved(said: dict[str, Any], each: dict[str, Any]) -> dict[str, Any]:
    reference = each.get("$ref", "")
    return said["components"]["parameters"][reference.rsplit("/", 1)[1]] if reference else each


def _line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
