"""Pages read by the Nu HTML checker: one Java process for as many pages as there are."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).parents[2]
JAR = ROOT / ".venv/checkers/nu/node_modules/vnu-jar/build/dist/vnu.jar"

# It guesses the language of a page from few words, and takes Chinese with an English title for Māori.
ASKED = ("--no-langdetect", "--format", "json", "--stdout")
# C1 alone takes half the processor time; its frames are larger than the default stack holds.
JAVA = ("-Xmx1g", "-Xss4m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


def findings(pages: Iterable[Path]) -> list[str]:
    """What is wrong or doubtful in these HTML files, each as "file:line: message (extract)".

    Raises FileNotFoundError without the checker (`deploy/test_packages.sh` brings it).
    """
    if not JAR.exists():
        raise FileNotFoundError(f"{JAR}: deploy/test_packages.sh installs it")
    command = ["java", *JAVA, "-jar", str(JAR), *ASKED]
    # xargs, as thousands of names are too long for one command: each call takes as many as it can
    ran = subprocess.run(
        ["xargs", "-0", *command],
        input="\0".join(map(str, pages)),
        capture_output=True,
        text=True,
        check=False,
    )
    return [_line(each) for told in _documents(ran.stdout, ran.stderr) for each in told["messages"]]


def _documents(text: str, said: str) -> Iterable[dict[str, list[dict[str, str]]]]:
    """The JSON of each call, one after another."""
    decoder, place = json.JSONDecoder(), 0
    if not text.strip():
        raise RuntimeError(f"the checker said nothing: {said[-500:]}")
    while place < len(text.rstrip()):
        told, place = decoder.raw_decode(text, place)
        yield told
        place += len(text[place:]) - len(text[place:].lstrip())


def _line(message: dict[str, str]) -> str:
    name = unquote(urlsplit(message.get("url", "")).path)
    extract = " ".join(message.get("extract", "").split())
    return f"{name}:{message.get('lastLine', '')}: {message['message']} ({extract})"
