"""The site's columns (栏目): what the government meta tags and the breadcrumbs call each part."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """One column. `kind` is the ColumnType of the government site guideline (2017), e.g. 信息公开."""

    key: str
    name: str
    url: str
    description: str
    keywords: tuple[str, ...]
    kind: str = "信息公开"


SECTIONS = {
    section.key: section
    for section in (
        Section(
            "home",
            "首页",
            "/",
            "查生态环境的事归哪个部门管，向对的部门投诉，看到答复。",
            ("生态环境", "责任清单", "投诉举报"),
            "网站首页",
        ),
        Section(
            "lists",
            "事项清单",
            "/lists/",
            "各级各部门生态环境保护具体事项清单，逐版公开，可下载。",
            ("具体事项清单", "牵头部门", "生态环境"),
        ),
        Section(
            "departments",
            "部门",
            "/departments/",
            "各职能部门在生态环境保护中的职责、牵头事项和各级单位。",
            ("职能部门", "部门职责", "牵头事项"),
        ),
        Section(
            "regions",
            "地区",
            "/regions/",
            "按省、市、县查当地由哪个单位负责哪些生态环境事项。",
            ("行政区划", "市县", "责任单位"),
        ),
        Section(
            "topics",
            "问题分类",
            "/topics/",
            "按空气、水、噪声、垃圾等日常说法查具体事项。",
            ("污染类型", "大气", "水", "噪声", "垃圾"),
        ),
        Section(
            "matters",
            "尚未明确牵头的事项",
            "/matters-without-lead/",
            "法律没有写明由谁牵头的事项，以及研究确定牵头部门的情况。",
            ("牵头部门", "研究确定", "尚未明确"),
        ),
        Section(
            "decisions",
            "牵头部门研究意见",
            "/lead-decisions/",
            "各地研究确定事项牵头部门的意见。",
            ("牵头部门", "研究意见"),
        ),
        Section(
            "about",
            "网站说明",
            "/about/",
            "本站是什么、怎样投诉、怎样保护隐私。",
            ("网站说明", "投诉指南", "隐私"),
            "网站说明",
        ),
    )
}
