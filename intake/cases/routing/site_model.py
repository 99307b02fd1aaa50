"""Models that one installation trained on its own corrections: beside its data, never in the package.

The folder holds a folder a model, named by when it was made, and `active.json`: the models that were switched
on, one after the other. The last is in use; none: the shipped one.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .trained import TrainedModel

FORMAT = 1
MODEL, ACTIVE = "departments.npz", "active.json"


class UnusableModel(Exception):
    """The model switched on is missing, was changed since, or is of another format."""


@dataclass(frozen=True, slots=True)
class SiteModels:
    """The models under a folder, which need not exist."""

    folder: Path

    def active(self) -> str | None:
        """Name of the model switched on; None: the shipped one. Raises UnusableModel."""
        trail = self._trail()
        return str(trail[-1]["name"]) if trail else None

    def load(self) -> TrainedModel | None:
        """The model switched on, if there is one. Raises UnusableModel."""
        trail = self._trail()
        if not trail:
            return None
        file = self.folder / trail[-1]["name"] / MODEL
        try:
            if _digest(file) != trail[-1]["sha256"]:
                raise UnusableModel(f"{file.parent.name}: changed since it was switched on")
            return TrainedModel.load(file)
        except (OSError, ValueError, KeyError) as error:
            raise UnusableModel(f"{file.parent.name}: {error}") from error

    def keep(self, name: str, model: TrainedModel) -> Path:
        """Write a model without switching it on; returns its folder, where its report belongs too."""
        home = self.folder / name
        model.save(home / MODEL)
        return home

    def switch_on(self, name: str) -> None:
        """Use a kept model from the next start on."""
        self._write([*self._trail(), {"name": name, "sha256": _digest(self.folder / name / MODEL)}])

    def roll_back(self) -> bool:
        """Use the model before this one from the next start on; False when the shipped one is in use."""
        trail = self._trail()
        if trail:
            self._write(trail[:-1])
        return bool(trail)

    def _trail(self) -> list[dict[str, Any]]:
        file = self.folder / ACTIVE
        if not file.exists():
            return []
        try:
            held = json.loads(file.read_text("utf-8"))
            if held["format"] != FORMAT:
                raise UnusableModel(f"{ACTIVE}: format {held['format']}, expected {FORMAT}")
            return [{"name": each["name"], "sha256": each["sha256"]} for each in held["trail"]]
        except (ValueError, KeyError, TypeError) as error:
            raise UnusableModel(f"{ACTIVE}: {error}") from error

    def _write(self, trail: list[dict[str, Any]]) -> None:
        """In one move: whoever starts meanwhile reads the old or the new."""
        written = self.folder / f"{ACTIVE}.new"
        written.write_text(json.dumps({"format": FORMAT, "trail": trail}, indent=2), "utf-8")
        written.replace(self.folder / ACTIVE)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
