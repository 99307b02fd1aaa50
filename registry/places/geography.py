"""Reads regions.csv, towns.csv, organs.csv and place_words.yaml."""

from registry.answers import Organ
from registry.draft import Draft
from registry.places.area import DEPTH, PlaceWords, Region, Town
from registry.reading.records import Document
from registry.reading.tables import Row, read_rows

_PLACE_WORDS = ("ordinary", "doubtful", "torn", "torn_before", "behind")
_REGION_COLUMNS = ("code", "name", "level", "source")
_REGION_OPTIONAL = ("parent", "aliases", "extension", "former_names", "tile")
_ENGLISH = ("english",)


def read_geography(draft: Draft) -> None:
    """Read the three tables into the draft."""
    for row in read_rows(draft.notes, "regions.csv", _REGION_COLUMNS, _REGION_OPTIONAL, _ENGLISH):
        region = _region(row)
        if row.sound:
            draft.regions[region.code] = region
    for row in read_rows(draft.notes, "towns.csv", ("code", "name", "parent"), (), _ENGLISH):
        code, parent = row.name("code", "town"), row.reference("parent", "region")
        town = Town(code, row.text("name"), parent, row.english("english"))
        if row.sound:
            draft.towns[town.code] = town


def read_organs(draft: Draft) -> None:
    """Read the organs whose name or address no rule gives."""
    columns = ("region", "department", "name")
    for row in read_rows(draft.notes, "organs.csv", columns, ("address", "hours", "note"), _ENGLISH):
        organ = Organ(
            region=row.reference("region", "region"),
            department=row.reference("department", "department"),
            name=row.text("name"),
            address=row.text("address"),
            hours=row.text("hours"),
            note=row.text("note"),
            english=row.english("english"),
        )
        key = (organ.region, organ.department)
        if key in draft.organs:
            row.fault("name", "duplicate-organ", f"{organ.key} 的机关已在上文写过")
        if row.sound:
            draft.organs[key] = organ


def read_place_words(draft: Draft) -> None:
    """Read the names that are also everyday words."""
    text = draft.notes.file_text("place_words.yaml")
    if text is None:
        return
    record = Document(draft.notes, "place_words.yaml", text).record(_PLACE_WORDS, ("spanning", "outside"))
    if record is not None:
        spanning = record.mapping_of_texts("spanning")
        for code in (code for codes in spanning.values() for code in codes):
            draft.notes.refer("region", code, record.spot("spanning"))
        draft.place_words = PlaceWords(
            ordinary=frozenset(record.texts("ordinary")),
            doubtful=frozenset(record.texts("doubtful")),
            torn=record.mapping_of_texts("torn"),
            torn_before=record.mapping_of_texts("torn_before"),
            behind=record.texts("behind"),
            spanning=spanning,
            outside=record.mapping_of_texts("outside"),
        )


def _region(row: Row) -> Region:
    parent = row.reference("parent", "region")
    return Region(
        code=row.name("code", "region"),
        name=row.text("name"),
        level=row.choice("level", tuple(DEPTH)),
        parent=parent,
        aliases=row.texts("aliases"),
        former_names=row.texts("former_names"),
        extension=row.text("extension") != "" and row.flag("extension", "yes", "no"),
        tile=_tile(row),
        english=row.english("english"),
    )


def _tile(row: Row) -> tuple[int, int] | None:
    """Column and row on the schematic map, from the top left ("2|3")."""
    places = row.texts("tile")
    if not places:
        return None
    if len(places) != 2 or not all(each.isdecimal() and len(each) < 3 for each in places):
        row.fault("tile", "tile", "tile 应是列和行两个数，如 2|3")
        return None
    return int(places[0]), int(places[1])
