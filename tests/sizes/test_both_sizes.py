"""One code, two sizes: the same walk through the product, in small and in large.

Small: one process on SQLite, a folder and Whoosh. Large: two web and two work processes on PostgreSQL, a
bucket of a real S3-compatible server and PostgreSQL's full text; whoever asks comes to the other web process
with each request.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from cluster import Cluster
from object_store import ObjectStore
from sizes.installations import Installation, answers, running
from sizes.people import MAIL, TEXT, Browser, clerk, file_complaint, words

from intake.store.files.bucket_files import BucketFiles

PATIENCE = 60.0


@pytest.fixture(scope="module", params=["small", "large"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "small":
        with running(folder, webs=1, workers=0) as made:
            yield made
        return
    yield from _large(request, folder)


def _large(request: pytest.FixtureRequest, folder: Path) -> Iterator[Installation]:
    cluster: Cluster = request.getfixturevalue("cluster")
    store: ObjectStore = request.getfixturevalue("object_store")
    name = cluster.create()
    url = cluster.url(name)
    BucketFiles(store.url(name)).check()  # makes the bucket
    with running(folder, 2, 2, DATABASE_URL=url, SEARCH_URL=url, FILES_URL=store.url(name)) as made:
        yield made
    cluster.drop(name)


@pytest.fixture(scope="module")
def case(house: Installation) -> tuple[str, str, bytes]:
    """A complaint with a photo: its number, its code, the photo."""
    return file_complaint(house)


@pytest.fixture(scope="module")
def desk(house: Installation) -> Browser:
    return clerk(house)


def test_all_parts_are_well(house: Installation) -> None:
    for web in house.webs:
        told = answers(web)
        assert set(told["parts"]) >= {"database", "index", "files"}
        assert {
            part: state for part, state in told["parts"].items() if state != "ok" and part != "site"
        } == {}


def test_a_complaint_is_filed_and_tracked(house: Installation, case: tuple[str, str, bytes]) -> None:
    number, code, _photo = case
    browser = Browser(house)
    for _process in house.webs:
        told = browser.press(browser.get("/track"), "/track", code=code)
        assert number in words(told)


def test_the_desk_opens_the_photo_whichever_process_it_asks(
    desk: Browser, case: tuple[str, str, bytes]
) -> None:
    number = case[0]
    files = desk.get(f"/desk/cases/{number}/files").text
    link = files.partition(f"/desk/cases/{number}/evidence/")[2].partition('"')[0]
    shown = [desk.get(f"/desk/cases/{number}/evidence/{link}") for _time in range(2)]
    assert all(each.content.startswith(b"\xff\xd8") for each in shown)
    assert shown[0].content == shown[1].content


def test_the_desk_finds_the_case_by_its_words(desk: Browser, case: tuple[str, str, bytes]) -> None:
    _until(lambda: case[0] in desk.get("/desk/search?q=印刷厂").text)
    assert case[0] not in desk.get("/desk/search?q=养鸡场").text


def test_the_public_finds_what_is_published(house: Installation) -> None:
    found = [
        requests.get(f"{web}/api/v1/search", params={"q": "油烟"}, timeout=30).json() for web in house.webs
    ]
    assert found[0]["total"] > 0
    assert all(each["total"] == found[0]["total"] for each in found)


def test_an_answer_reaches_the_complainant_once(
    house: Installation, desk: Browser, case: tuple[str, str, bytes]
) -> None:
    number, code, _photo = case
    path = f"/desk/cases/{number}"
    said = "执法人员夜间到场，责令停止排放。"
    assert desk.press(desk.get(path), f"{path}/accept").ok
    assert desk.press(desk.get(path), f"{path}/answer", **{"answer-text": said}).ok
    browser = Browser(house)
    assert said in words(browser.press(browser.get("/track"), "/track", code=code))
    _until(lambda: len(house.mail.received) >= 3)
    time.sleep(4)  # both workers look once more
    keys = [each.key for each in house.mail.received]
    assert len(keys) == len(set(keys)), "nothing is sent twice"
    assert all(each.to == [MAIL] and TEXT not in each.words for each in house.mail.received)


def test_a_limit_is_one_for_all_processes(house: Installation) -> None:
    """30 look-ups in ten minutes; what two processes let through before they know of each other is little."""
    browser = Browser(house)
    form = browser.get("/track")
    statuses = []
    for _time in range(80):
        statuses.append(browser.press(form, "/track", code="1").status_code)
        if statuses[-1] == 429:
            break
        time.sleep(0.02)
    assert statuses[-1] == 429
    _until(lambda: all(browser.press(form, "/track", code="1").status_code == 429 for _web in house.webs))


def test_the_record_is_whole(house: Installation) -> None:
    assert "没有" not in house.command("audit", "verify")


def _until(holds: Callable[[], bool]) -> None:
    last = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < last, "not within a minute"
        time.sleep(0.5)
