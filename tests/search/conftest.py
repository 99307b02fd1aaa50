"""Engines under test. A new engine joins by its URL scheme; every test in this folder runs on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cluster import Cluster

from search import Analyzer, Document, SearchBackend, open_backend

DOCUMENTS = [
    Document(
        "CG-001",
        "item",
        "餐饮油烟",
        "建成区饭店油烟没有净化、不正常开或超标。",
        ("饭店排烟", "楼下餐馆", "火锅店味道", "油烟进家里"),
        "/items/CG-001/",
        {"department": ("urban-management",), "region": ("410000", "410100")},
        {"organ": "城市管理局"},
    ),
    Document(
        "ZJ-001",
        "item",
        "房建和市政工地扬尘",
        "工地没有围挡、没有盖网、没有喷雾，黄土到处飞。",
        ("工地扬尘", "工地灰大", "裸土"),
        "/items/ZJ-001/",
        {"department": ("housing",), "region": ("410000",)},
    ),
    Document(
        "ZJ-012",
        "item",
        "夜间建筑施工噪声",
        "夜里不经批准施工，吵得居民睡不着。",
        ("半夜施工", "夜里打桩", "工地吵"),
        "/items/ZJ-012/",
        {"department": ("housing",), "region": ("410000", "410500")},
    ),
    Document(
        "NN-001",
        "item",
        "秸秆露天焚烧",
        "收完庄稼在地里烧秸秆。",
        ("烧秸秆", "烧麦茬"),
        "/items/NN-001/",
        {"department": ("agriculture",), "region": ("410000",)},
    ),
    Document(
        "ZJ-006",
        "item",
        "城市黑臭水体",
        "城里的河、沟、湖又黑又臭。",
        ("臭水沟", "护城河发臭"),
        "/items/ZJ-006/",
        {"department": ("housing",)},
    ),
    Document("about", "page", "关于本站", "本站说明谁负责什么，<b>油烟</b> & 噪声都能查。", (), "/about/"),
]


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    words = [word for each in DOCUMENTS for word in (each.title, *each.words)]
    return Analyzer(words, {"冒烟": ["油烟"], "饭馆": ["饭店", "餐馆"]})


@pytest.fixture(params=["whoosh", "tantivy", "postgresql"])
def open_engine(
    request: pytest.FixtureRequest, tmp_path: Path, analyzer: Analyzer
) -> Iterator[Callable[[], SearchBackend]]:
    """Opens the engine under test on one and the same empty place, as often as asked."""
    opened: list[SearchBackend] = []
    address, leave = _place(request, tmp_path)

    def open_one() -> SearchBackend:
        opened.append(open_backend(address, analyzer))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()
    leave()


def _place(request: pytest.FixtureRequest, folder: Path) -> tuple[str, Callable[[], None]]:
    """Where the engine under test keeps its index, and how to clear that away."""
    if request.param != "postgresql":
        return f"{request.param}://{folder}/index", lambda: None
    cluster: Cluster = request.getfixturevalue("cluster")
    name = cluster.create(migrated=False)
    return cluster.url(name), lambda: cluster.drop(name)


@pytest.fixture
def engine(open_engine: Callable[[], SearchBackend]) -> SearchBackend:
    """The engine with all documents in it."""
    backend = open_engine()
    assert backend.rebuild(DOCUMENTS) == len(DOCUMENTS)
    return backend
