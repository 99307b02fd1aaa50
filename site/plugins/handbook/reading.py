"""A document's Markdown as a page: its title, its headings, its links led to pages instead of files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

import markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

_SAID_OF_BLOCK = re.compile(r"(?m)^(```\w+) .*$")  # what a block of code says besides its language


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its address, title, language, HTML below the title, headings of the second level."""

    address: str
    title: str
    language: str
    body: Markup
    headings: tuple[tuple[str, str], ...]


def address_of(name: str) -> str:
    """install.md → /install/, decisions/0001-x.md → /decisions/0001-x/, index.md → /."""
    stem = name.removesuffix(".md").removesuffix("index").strip("/")
    return f"/{stem}/" if stem else "/"


def read(folder: Path, name: str, language: str) -> Document:
    """A document of the folder. Links to other documents become links to their pages; links to what is not
    in the folder (the code) say only their words."""
    reader = markdown.Markdown(
        extensions=["tables", "sane_lists", "fenced_code", "toc"], output_format="html"
    )
    reader.treeprocessors.register(_Leading(folder, PurePosixPath(name).parent), "leading", 0)
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    title, _line, text = (folder / name).read_text("utf-8").removeprefix("# ").partition("\n")
    body = reader.convert(_SAID_OF_BLOCK.sub(r"\1", text))
    headings = tuple((each["id"], each["name"]) for each in _second(reader.toc_tokens))  # type: ignore[attr-defined]  # of toc
    return Document(address_of(name), title, language, Markup(_scrolling(body)), headings)  # noqa: S704 - our own documents


def _second(tokens: list[dict[str, object]]) -> list[dict[str, str]]:
    return [each for each in tokens if each["level"] == 2]  # type: ignore[misc]  # toc's own shape


def _scrolling(body: str) -> str:
    """Code and wide tables scroll by themselves, by keys too; a picture leads to itself in full size."""
    body = re.sub(r'(<img [^>]*src="([^"]+)"[^>]*>)', r'<a href="\2">\1</a>', body)
    body = body.replace("<pre>", '<pre tabindex="0">')
    return re.sub(
        r"<table>(.*?)</table>",
        r'<div class="table-scroll" tabindex="0"><table class="table">\1</table></div>',
        body,
        flags=re.S,
    )


class _Leading(Treeprocessor):
    """Leads links and pictures to where the site has them."""

    def __init__(self, folder: Path, here: PurePosixPath) -> None:
        super().__init__()
        self._folder, self._here = folder, here

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            if element.tag == "a":
                self._lead(element)
            elif element.tag == "img":
                element.set("src", f"/{self._inside(element.get('src', ''))}")
                element.set("loading", "lazy")

    def _lead(self, element: ElementTree.Element) -> None:
        target, mark, place = element.get("href", "").partition("#")
        if not target or re.match("[a-z]+:", target):
            return
        inside = self._inside(target)
        if inside.endswith(".md") and (self._folder / inside).is_file():
            element.set("href", address_of(inside) + mark + place)
        else:
            element.tag = "span"
            element.attrib.clear()

    def _inside(self, target: str) -> str:
        """A path relative to the document as one relative to the folder."""
        parts: list[str] = []
        for part in (self._here / target).parts:
            if part == "..":
                parts = parts[:-1] if parts and parts[-1] != ".." else [*parts, ".."]
            else:
                parts.append(part)
        return "/".join(parts)
