"""Interface words in Python, ready for a catalogue: `from .words import gettext as _`.

The library's own `gettext` looks for a catalogue on the disk at every call, a tenth of a build's time.
"""

from gettext import NullTranslations

gettext = NullTranslations().gettext
