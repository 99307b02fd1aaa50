"""Settings of the documents' own site (`make docs`): the product's Pelican and theme, into output-docs/."""

from pathlib import Path

HERE = Path(__file__).parent

PATH = str(HERE)
OUTPUT_PATH = "output-docs"
THEME = str(HERE.parent / "site/theme")
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "en"
PLUGIN_PATHS = [str(HERE.parent / "site/plugins")]
PLUGINS = ["handbook"]
CACHE_CONTENT = False

SITENAME = "明单 Mingdan"
SITE = {"name": SITENAME, "demonstration_notice": "", "meta": {}}
DOCUMENT_TEMPLATE, DOCUMENT_STYLE = str(HERE / "theme/document.html"), str(HERE / "theme/document.css")
# Every document once: the group it stands in, its language, its file.
_DECISIONS = sorted(f"decisions/{path.name}" for path in (HERE / "decisions").glob("*.md"))
DOCUMENTS = [
    ("使用", "zh-CN", ["citizens-guide.md", "handbook.md"]),
    ("Begin", "en", ["index.md", "install.md", "operations.md", "scale.md", "notices.md"]),
    ("Publish", "en", ["content-format.md", "content-reference.md", "site.md"]),
    ("Connect", "en", ["api.md", "api-reference.md", "open311.md"]),
    ("Understand", "en", ["architecture.md", "words.md", "states.md", *_DECISIONS]),
    ("Trust", "en", ["threat-model.md", "asvs.md", "audit.md", "faults.md", "benchmarks.md"]),
    ("Judge", "en", ["usability.md", "comparison.md", "design.md", "design-review.md", "access.md"]),
    ("Take part", "en", ["contributing.md", "dependencies.md"]),
]

# Pelican's own readers, pages, feeds and copying have nothing to do here.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
