"""The Jinja environment of the static site. Flask's shares the theme.

A site has tens of thousands of pages with hundreds of pieces each, so the pieces are made with little ado.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableMapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import BytecodeCache, Environment, FileSystemLoader, Template, Undefined
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.nodes import Node
from jinja2.runtime import Context
from markupsafe import Markup, escape

from ..words import counted, day_words, gettext, number_words
from .fragments import MOST, Fragments

SPECIAL = re.compile("[&<>\"']")


class Unprintable(Undefined):
    """A missing name may be asked about (`{% if x %}`) but printing it or looping over it is an error.

    A typing slip in a template must fail the build, not leave a hole in a page.
    """

    def _fail(self) -> NoReturn:
        self._fail_with_undefined_error()

    __str__ = __iter__ = __len__ = _fail


class PlainWords(Extension):
    """Puts interface words without variables into the template itself: `{{ _('清单') }}` is 清单.

    An environment has one language, and a page has a hundred such words.
    """

    PRINTED = re.compile(r"\{\{ _\('([^'%\\{}]+)'\) \}\}")
    WITHIN = re.compile(r"\b_\('([^'%\\{}&<>\"]+)'\)")

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        printed = self.PRINTED.sub(lambda found: str(escape(gettext(found[1]))), source)
        return self.WITHIN.sub(lambda found: repr(gettext(found[1])), printed)


class PlainContext(Context):
    """Jinja's, without asking each callable whether it wants the context: none of ours does."""

    def call(
        self, __called: Any, *given: Any, _loop_vars: Any = None, _block_vars: Any = None, **named: Any
    ) -> Any:
        """What a template calls; Jinja's hook."""
        return __called(*given, **named)


class WholeBlocks(CodeGenerator):
    """A block hands out its text whole: piece by piece, each would pass through every template above it."""

    def blockvisit(self, nodes: Iterable[Node], frame: Frame) -> None:
        """The code of some nodes in their frame; Jinja's hook."""
        whole = frame.block is not None and frame.buffer is None
        if whole:
            self.buffer(frame)
        super().blockvisit(nodes, frame)
        if whole:
            self.writeline(f"yield concat({frame.buffer})")


class SiteEnvironment(Environment):
    """Jinja's, with a shorter way for what most often happens."""

    context_class = PlainContext
    code_generator_class = WholeBlocks

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._known: dict[str, Template] = {}

    def _load_template(self, name: str, *given: Any) -> Template:
        """Every page asks for seven templates; none changes during a build. Jinja's hook."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = super()._load_template(name, *given)
        return found

    def _generate(self, *given: Any, **named: Any) -> str:
        """A template's code; Jinja's hook. What it prints goes through our `printed`."""
        return super()._generate(*given, **named) + f"\nfrom {__name__} import printed as escape"

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Templates have no globals of their own; a chain of mappings would be copied for each page."""
        return self.globals


def printed(value: object) -> str:
    """As escape(), but a day is printed as the language writes it; most texts hold nothing to escape, and
    what is printed need not be Markup."""
    if type(value) is Markup or (type(value) is str and not SPECIAL.search(value)):
        return value
    return told_day(value) if type(value) is date else escape(value)


def told_day(day: date) -> Markup:
    """2026年11月23日, for people and for programs."""
    return Markup(f'<time datetime="{day}">{day_words(day)}</time>')  # noqa: S704 - nothing in it to escape


def make_environment(
    templates: Path, shared: dict[str, Any], compiled: BytecodeCache | None = None
) -> Environment:
    """An autoescaping environment over the theme, with `_()` for interface words.

    `compiled` keeps compiled templates; they hold words of one language, see PlainWords.
    """
    environment = SiteEnvironment(
        loader=FileSystemLoader(templates),
        extensions=[PlainWords],
        autoescape=True,
        undefined=Unprintable,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled,
    )
    fragments = Fragments(environment)
    shared_pieces = {"frame": fragments.frame, "once": fragments.once, "lately": fragments.lately}
    environment.globals.update(shared | shared_pieces, _=lru_cache(MOST)(words))
    return environment


def words(text: str, **values: object) -> Markup:
    """Interface words with their values, escaped. `count` is what they count, and chooses their form."""
    count = values.get("count")
    if type(count) is int:
        told = counted(text, count)
        values["count"] = number_words(count)
    else:
        told = gettext(text)
    return Markup(told % {name: Markup(printed(value)) for name, value in values.items()})  # noqa: S704 - escaped here
