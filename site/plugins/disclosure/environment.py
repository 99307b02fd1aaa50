"""The Jinja environment of the static site. Flask's shares the theme and the extension."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, Undefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from .fragments import Fragments


class Unprintable(Undefined):
    """A missing name may be asked about (`{% if x %}`) but printing it or looping over it is an error.

    A typing slip in a template must fail the build, not leave a hole in a page.
    """

    def _fail(self) -> NoReturn:
        self._fail_with_undefined_error()

    __str__ = __iter__ = __len__ = _fail


class PlainWords(Extension):
    """Puts interface words without variables into the template itself: `{{ _('清单') }}` is 清单.

    The static site has one language, and a page has a hundred such words.
    """

    WORDS = re.compile(r"\{\{ _\('([^'%\\{}]+)'\) \}\}")

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return self.WORDS.sub(r"\1", source)


def make_environment(templates: Path, shared: dict[str, Any], compiled: Path | None = None) -> Environment:
    """An autoescaping environment over the theme, with `_()` for interface words.

    Compiled templates are kept in the folder `compiled`.
    """
    environment = Environment(
        loader=FileSystemLoader(templates),
        extensions=[PlainWords],
        autoescape=True,
        undefined=Unprintable,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=FileSystemBytecodeCache(str(compiled)) if compiled else None,
    )
    fragments = Fragments(environment)
    environment.globals.update(shared, _=words, frame=fragments.frame, once=fragments.once)
    return environment


def words(text: str, **values: object) -> Markup:
    """Interface words with their values, escaped: as gettext would without a catalogue."""
    return Markup(text % {name: escape(value) for name, value in values.items()})  # noqa: S704 - escaped here
