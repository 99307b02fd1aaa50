"""Writes the documents' pages: one for each that the contents name, with the way to the others."""

from __future__ import annotations

import sys
from pathlib import Path

from disclosure.building.environment import make_environment
from disclosure.building.theme import theme_files
from pelican.generators import Generator

from .reading import read


class DocumentGenerator(Generator):
    """Reads what DOCUMENTS names, in its order, and writes it with the theme's frame."""

    def generate_context(self) -> None:
        """Read every document; one in the folder that the contents leave out ends the build."""
        folder = Path(self.path)
        named = {name: language for _group, language, names in self.settings["DOCUMENTS"] for name in names}
        there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}
        if there != named.keys():
            sys.stderr.write(f"DOCUMENTS and {folder} differ: {', '.join(sorted(there ^ named.keys()))}\n")
            raise SystemExit(1)
        self.documents = {name: read(folder, name, language) for name, language in named.items()}

    def generate_output(self, _writer: object) -> None:
        """Write pages, pictures and the theme's files."""
        out, theme = Path(self.output_path), Path(self.theme)
        environment = make_environment(theme / "templates", {"SITE": self.settings["SITE"]})
        template = environment.from_string(Path(self.settings["DOCUMENT_TEMPLATE"]).read_text("utf-8"))
        contents = [
            (group, [self.documents[name] for name in names])
            for group, _language, names in self.settings["DOCUMENTS"]
        ]
        for document in self.documents.values():
            page = template.render(document=document, contents=contents, lang=document.language)
            _put(out / document.address.strip("/") / "index.html", page.encode())
        for file in theme_files(theme):
            _put(out / file.path, file.data)
        _put(out / "theme/document.css", Path(self.settings["DOCUMENT_STYLE"]).read_bytes())
        for path in sorted((Path(self.path) / "images").rglob("*.*")):
            _put(out / path.relative_to(self.path), path.read_bytes())


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
