"""Reads the catalogues that lists speak in: statutes, topics, departments, where else to go, the site."""

import string

from registry.draft import Draft
from registry.model import Department, Elsewhere, Statute, Succession, Topic
from registry.reading.records import Document, Record
from registry.reading.tables import read_rows
from registry.site_info import SiteInfo

LEVELS = ("province", "city", "county")
_STATUTE_KINDS = ("law", "regulation", "local_regulation", "rule", "policy", "party_rule")
_DEPARTMENT_KINDS = ("department", "government", "enterprise", "other")
_DEPARTMENT = ("id", "name", "kind", "article5", "duty", "enforcement")
_DEPARTMENT_MORE = ("aliases", "organs", "succession", "english", "english_organs")

_TOPIC_MORE = ("english", "english_summary")
_ELSEWHERE_MORE = ("english", "english_goes_to")

_SITE = ("name", "title", "region", "demonstration_notice", "hotline", "emergencies", "examples", "meta")
_SITE_MORE = ("lists_complete_from", "english", "english_notice", "english_examples")


def read_catalogue(draft: Draft) -> None:
    """Read every catalogue into the draft."""
    _read_statutes(draft)
    for record in _records(draft, "topics.yaml", ("id", "name", "summary", "icon"), _TOPIC_MORE):
        topic = _topic(record)
        if record.sound:
            draft.topics[topic.id] = topic
    for record in _records(draft, "departments.yaml", _DEPARTMENT, _DEPARTMENT_MORE):
        department = _department(record)
        if record.sound:
            draft.departments[department.id] = department
    for record in _records(draft, "elsewhere.yaml", ("id", "name", "goes_to", "words"), _ELSEWHERE_MORE):
        elsewhere = _elsewhere(record)
        if record.sound:
            draft.elsewhere[elsewhere.id] = elsewhere


def read_site(draft: Draft) -> None:
    """Read site.yaml into the draft."""
    text = draft.notes.file_text("site.yaml")
    if text is None:
        return
    record = Document(draft.notes, "site.yaml", text).record(_SITE, _SITE_MORE)
    if record is None:
        return
    site = SiteInfo(
        name=record.text("name"),
        title=record.text("title"),
        region=record.reference("region", "region"),
        demonstration_notice=record.text("demonstration_notice"),
        hotline=record.text("hotline"),
        emergencies=record.texts("emergencies"),
        examples=record.texts("examples"),
        meta=record.mapping("meta"),
        lists_complete_from=record.day_or_none("lists_complete_from"),
        english=record.flag("english"),
        english_notice=record.text("english_notice"),
        english_examples=record.texts("english_examples"),
    )
    if record.sound:
        draft.site = site


def _records(
    draft: Draft, file: str, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> list[Record]:
    text = draft.notes.file_text(file)
    return [] if text is None else Document(draft.notes, file, text).records(required, optional)


def _read_statutes(draft: Draft) -> None:
    optional = ("valid_from", "valid_to", "replaced_by", "checked", "note")
    for row in read_rows(draft.notes, "statutes.csv", ("title", "kind"), optional):
        statute = Statute(
            title=row.name("title", "statute"),
            kind=row.choice("kind", _STATUTE_KINDS),
            valid_from=row.day_or_none("valid_from"),
            valid_to=row.day_or_none("valid_to"),
            replaced_by=row.reference("replaced_by", "statute"),
            checked=row.text("checked"),
            note=row.text("note"),
        )
        if row.sound:
            draft.statutes[statute.title] = statute


def _topic(record: Record) -> Topic:
    return Topic(
        id=record.slug("id", "topic"),
        name=record.text("name"),
        summary=record.text("summary"),
        icon=record.text("icon"),
        english=record.english("english"),
        english_summary=record.english("english_summary"),
    )


def _department(record: Record) -> Department:
    return Department(
        id=record.slug("id", "department"),
        name=record.text("name"),
        kind=record.choice("kind", _DEPARTMENT_KINDS),
        article5=record.flag("article5"),
        aliases=record.texts("aliases"),
        duty=record.text("duty"),
        organs=_organ_rules(record, "organs"),
        succession=tuple(
            _succession(part) for part in record.records("succession", ("level", "to", "from", "basis"))
        ),
        enforcement=record.flag("enforcement"),
        english=record.english("english"),
        english_organs=_english_organs(record),
    )


def _english_organs(record: Record) -> dict[str, str]:
    rules = _organ_rules(record, "english_organs")
    for level in sorted(rules.keys() - record.mapping("organs").keys()):
        record.fault("english_organs", "bad-choice", f"“organs”没有写“{level}”一级，不用写英文名称")
    return rules


def _organ_rules(record: Record, key: str) -> dict[str, str]:
    rules = record.mapping(key)
    for level, pattern in rules.items():
        if level not in LEVELS:
            record.fault(key, "bad-choice", f"“{level}”不是级别，可用的是：{'、'.join(LEVELS)}")
        elif not is_name_rule(pattern):
            message = f"名称规则“{pattern}”只能用 {{region}}、{{city}}、{{short}} 三种占位"
            record.fault(key, "bad-organ-rule", message)
    return rules


def is_name_rule(pattern: str) -> bool:
    """Whether nothing but the three placeholders stands in braces."""
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError:
        return False
    plain = all(not spec and not conversion for _, _, spec, conversion in parts)
    return plain and all(name in (None, "region", "city", "short") for _, name, _, _ in parts)


def _succession(record: Record) -> Succession:
    return Succession(
        level=record.choice("level", LEVELS),
        to=record.reference("to", "department"),
        since=record.day("from"),
        basis=record.text("basis"),
    )


def _elsewhere(record: Record) -> Elsewhere:
    return Elsewhere(
        id=record.slug("id", "elsewhere"),
        name=record.text("name"),
        goes_to=record.text("goes_to"),
        words=record.texts("words"),
        english=record.english("english"),
        english_goes_to=record.english("english_goes_to"),
    )
