"""Reads results/<region>/<year>/<number>.yaml and judges that each is linked to its item and names nobody."""

import re
from pathlib import PurePosixPath
from typing import Final

from registry.draft import Draft
from registry.lists.items import read_basis
from registry.reading.notes import Spot
from registry.reading.records import Document, Record
from registry.results.case_result import CLOSINGS, VERDICTS, Result, ResultImage, Withdrawal
from registry.results.public_text import public_text, read_disclosure

_KEYS: Final = (
    *("id", "region", "department", "item", "release", "topics", "reported", "concluded", "closing"),
    *("disclosure", "published_on", "demonstration"),
)
_OPTIONAL: Final = ("title", "verdict", "complaint", "outcome", "basis", "images", "withdrawn")
_TOLD: Final = ("title", "complaint", "outcome")  # what only a withdrawn result may leave out
_ID: Final = re.compile(r"[0-9]{6}-20[0-9]{2}-[0-9]{4,}")
_MONTH: Final = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
_PICTURES: Final = ("results/*/*/*.jpg", "results/*/*/*.png")


def read_results(draft: Draft) -> None:
    """Read every result into the draft."""
    for file in draft.notes.files("results", "results/*/*/*.yaml", *_PICTURES):
        if not file.endswith(".yaml"):
            _check_picture(draft, file)
            continue
        text = draft.notes.file_text(file)
        record = Document(draft.notes, file, text).record(_KEYS, _OPTIONAL) if text is not None else None
        if record is not None:
            result = _result(draft, record, file)
            draft.results[result.id] = result
            draft.result_spots[result.id] = record.spot()


def check_results(draft: Draft) -> None:
    """Note the results whose list, item and place do not belong together, once all is read."""
    for result in draft.results.values():
        spot = draft.result_spots[result.id]
        _check_release(draft, result, spot)
        if not result.demonstration:
            draft.notes.fault(spot, "not-demonstration", "未标明是示范数据：应写 demonstration: true")


def _check_release(draft: Draft, result: Result, spot: Spot) -> None:
    release = draft.releases.get(result.release)
    if result.release in draft.unread_releases:
        return
    if release is None:
        draft.notes.fault(spot, "unknown-release", f"没有清单“{result.release}”")
        return
    if result.item not in {claim.id for claim in release.claims}:
        draft.notes.fault(spot, "item-not-in-release", f"清单“{result.release}”里没有事项“{result.item}”")
    if release.region not in _line(draft, result.region):
        draft.notes.fault(spot, "release-elsewhere", f"清单“{result.release}”不适用于地区“{result.region}”")


def _line(draft: Draft, region: str) -> set[str]:
    """A region and all above it."""
    line: set[str] = set()
    while region in draft.regions and region not in line:
        line.add(region)
        region = draft.regions[region].parent
    return line


def _result(draft: Draft, record: Record, file: str) -> Result:
    withdrawn = _withdrawal(record)
    _check_path(record, file)
    _check_told(record, withdrawn)
    published = record.day("published_on")
    return Result(
        id=record.name("id", "result"),
        title=public_text(record, "title"),
        region=record.reference("region", "region"),
        department=record.reference("department", "department"),
        item=record.reference("item", "item"),
        release=record.text("release"),
        topics=record.references("topics", "topic"),
        reported=_month(record, "reported"),
        concluded=_month(record, "concluded"),
        verdict=record.choice("verdict", VERDICTS),
        closing=record.choice("closing", CLOSINGS),
        complaint=public_text(record, "complaint"),
        outcome=public_text(record, "outcome"),
        basis=read_basis(draft, record, published),
        images=tuple(_image(part) for part in record.records("images", ("file", "alt"))),
        disclosure=read_disclosure(record),
        published_on=published,
        demonstration=record.flag("demonstration"),
        withdrawn=withdrawn,
    )


def _check_path(record: Record, file: str) -> None:
    written, path = record.text("id"), PurePosixPath(file)
    from_path = f"{path.parts[1]}-{path.parts[2]}-{path.stem}"
    if written and not _ID.fullmatch(written):
        record.fault("id", "bad-id", f"编号“{written}”应像 410105-2026-0001 这样：地区、年份、顺序号")
    elif written and written != from_path:
        message = f"“id”写的是“{written}”，按文件的位置应是“{from_path}”"
        record.fault("id", "path-mismatch", message)


def _check_told(record: Record, withdrawn: Withdrawal | None) -> None:
    for key in _TOLD:
        if withdrawn is None and not record.text(key):
            record.fault(key, "missing-key", f"缺少字段“{key}”")
        if withdrawn is not None and record.has(key):
            record.fault(key, "withdrawn-text", f"已撤回的结果不再保留“{key}”")
    if withdrawn is not None and record.has("images"):
        record.fault("images", "withdrawn-text", "已撤回的结果不再保留图片")


def _month(record: Record, key: str) -> str:
    written = record.text(key)
    if written and not _MONTH.fullmatch(written):
        record.fault(key, "bad-month", f"“{key}”的值“{written}”应写作 2026-10 这样的月份")
    return written


def _image(record: Record) -> ResultImage:
    image = ResultImage(file=record.text("file"), alt=public_text(record, "alt"))
    place = PurePosixPath(record.spot("file").file)
    if not re.fullmatch(rf"{re.escape(place.stem)}-[1-9][0-9]?\.(jpg|png)", image.file):
        record.fault("file", "bad-picture-name", f"图片名“{image.file}”应像 {place.stem}-1.jpg 这样")
    elif not (record.notes.content / place.parent / image.file).is_file():
        record.fault("file", "missing-picture", f"缺少图片 {image.file}")
    return image


def _withdrawal(record: Record) -> Withdrawal | None:
    part = record.record("withdrawn", ("day", "reason"))
    return Withdrawal(part.day("day"), public_text(part, "reason")) if part else None


def _check_picture(draft: Draft, file: str) -> None:
    """A picture must not tell where it was taken. One that no result names is never published."""
    if b"Exif\0\0" in (draft.notes.content / file).read_bytes()[:65536]:
        draft.notes.fault(Spot(file, 1), "picture-exif", "图片里还有拍摄信息（EXIF），可能泄露地点")
