"""The Jinja environment of the static site. Flask's shares the theme, the extension and the globals."""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import Environment, FileSystemLoader, Undefined


class Unprintable(Undefined):
    """A missing name may be asked about (`{% if x %}`) but printing it or looping over it is an error.

    A typing slip in a template must fail the build, not leave a hole in a page.
    """

    def _fail(self) -> NoReturn:
        self._fail_with_undefined_error()

    __str__ = __iter__ = __len__ = _fail


def make_environment(templates: Path, shared: dict[str, Any]) -> Environment:
    """An autoescaping environment over the theme, with `_()` for interface words."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=Unprintable,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    install = environment.install_gettext_translations  # type: ignore[attr-defined]  # the extension adds it
    install(gettext.NullTranslations(), newstyle=True)
    environment.globals.update(shared)
    return environment
