"""The floor under the quality of search: judged questions on every engine (`make bench-search`)."""

from pathlib import Path

import pytest
from cluster import Cluster

from benchmarks.search_quality import ALL, by_class, judgements, score
from intake.services.search.published import documents
from intake.services.search.vocabulary import analyzer_for
from registry import Registry
from search import open_backend

ROOT = Path(__file__).resolve().parents[2]
OVERALL, EACH_CLASS = 0.85, 0.75  # nDCG@10


@pytest.mark.parametrize("engine", ["whoosh", "tantivy", "postgresql"])
def test_people_find_what_they_mean(
    registry: Registry, engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"{engine}://{tmp_path}/index"
    if engine == "postgresql":
        cluster: Cluster = request.getfixturevalue("cluster")
        url = cluster.url(cluster.create(migrated=False))
    backend = open_backend(url, analyzer_for(registry))
    backend.rebuild(documents(registry))
    classes = by_class(score(backend, judgements(ROOT / "content")))
    backend.close()
    assert classes[ALL]["questions"] >= 200
    assert classes.pop(ALL)["ndcg"] >= OVERALL
    assert {kind: each["ndcg"] for kind, each in classes.items() if each["ndcg"] < EACH_CLASS} == {}


def test_every_judged_document_exists(registry: Registry) -> None:
    """A matter that was renamed or dropped would otherwise count as never found."""
    there = {each.id for each in documents(registry)}
    wanted = {name for each in judgements(ROOT / "content") for name in each.wanted}
    assert wanted <= there
