"""`python -m intake lists …` of one installation, without a process for each command."""

from __future__ import annotations

import argparse

from intake.commands import lists
from intake.services.context import Context
from intake.services.staff.accounts import staff_of_login


class Line:
    """The command line of one installation."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._parser = argparse.ArgumentParser()
        lists.add(self._parser.add_subparsers())

    def __call__(self, login: str, words: str) -> str:
        """What `lists <words> --as <login>` prints."""
        given = self._parser.parse_args(["lists", *words.split(), "--as", login])
        return lists.done(self._ctx, staff_of_login(self._ctx, login), given)
