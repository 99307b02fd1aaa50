"""Settings of the static site. Pages come from site/plugins/disclosure, straight from the registry.

Environment: BASE_URL, the public address (feeds, sitemap and meta tags need it whole), else this machine
at PORT; BUILD_DATE (YYYY-MM-DD), the day whose releases in force are shown, else today in China;
SITE_CACHE, a folder only its owner may write to, else site/ in DATA_DIR; SITE_PROCESSES, else all processors.
Whoever starts the build and reads its lines sets SITE_PROGRESS (seconds between them, by -e).
"""

import os
from pathlib import Path

PATH = "content"
OUTPUT_PATH = "output"
THEME = "site/theme"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh-cn"

PLUGIN_PATHS = ["site/plugins"]
PLUGINS = ["disclosure"]  # explicit: unset, Pelican enables whatever plugin happens to be installed

SITENAME = "明单"
SITE_ADDRESS = os.environ.get("BASE_URL") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
BUILD_DATE = os.environ.get("BUILD_DATE")
SITE_CACHE = os.environ.get("SITE_CACHE") or str(Path(os.environ.get("DATA_DIR") or "var") / "site")
SITE_PROCESSES = int(os.environ.get("SITE_PROCESSES") or len(os.sched_getaffinity(0)))

# Pelican's own readers, pages, feeds and copying have nothing to do here.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
