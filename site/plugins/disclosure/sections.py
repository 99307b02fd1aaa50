"""The site's columns (栏目): what the government meta tags and the breadcrumbs call each part."""

from __future__ import annotations

from dataclasses import dataclass

from .words import lazy as _


@dataclass(frozen=True, slots=True)
class Section:
    """One column. `kind` is the ColumnType of the government site guideline (2017), e.g. 信息公开."""

    key: str
    name: str
    url: str
    description: str
    keywords: tuple[str, ...]
    kind: str = _("信息公开")


SECTIONS = {
    section.key: section
    for section in (
        Section(
            "home",
            _("首页"),
            "/",
            _("查生态环境的事归哪个部门管，向对的部门投诉，看到答复。"),
            (_("生态环境"), _("责任清单"), _("投诉举报")),
            _("网站首页"),
        ),
        Section(
            "lists",
            _("事项清单"),
            "/lists/",
            _("各级各部门生态环境保护具体事项清单，逐版公开，可下载。"),
            (_("具体事项清单"), _("牵头部门"), _("生态环境")),
        ),
        Section(
            "departments",
            _("部门"),
            "/departments/",
            _("各职能部门在生态环境保护中的职责、牵头事项和各级单位。"),
            (_("职能部门"), _("部门职责"), _("牵头事项")),
        ),
        Section(
            "regions",
            _("地区"),
            "/regions/",
            _("按省、市、县查当地由哪个单位负责哪些生态环境事项。"),
            (_("行政区划"), _("市县"), _("责任单位")),
        ),
        Section(
            "topics",
            _("问题分类"),
            "/topics/",
            _("按空气、水、噪声、垃圾等日常说法查具体事项。"),
            (_("污染类型"), _("大气"), _("水"), _("噪声"), _("垃圾")),
        ),
        Section(
            "matters",
            _("尚未明确牵头的事项"),
            "/matters-without-lead/",
            _("法律没有写明由谁牵头的事项，以及研究确定牵头部门的情况。"),
            (_("牵头部门"), _("研究确定"), _("尚未明确")),
        ),
        Section(
            "decisions",
            _("牵头部门研究意见"),
            "/lead-decisions/",
            _("各地研究确定事项牵头部门的意见。"),
            (_("牵头部门"), _("研究意见")),
        ),
        Section(
            "duties",
            _("责任清单"),
            "/duties/",
            _("各级各部门的生态环境保护责任清单，每项职责由哪些具体事项落实。"),
            (_("责任清单"), _("职责"), _("生态环境")),
        ),
        Section(
            "policies",
            _("政策文件"),
            "/policies/",
            _("涉及生态环境保护的政策文件，每项任务由哪个部门负责。"),
            (_("政策文件"), _("任务分工"), _("牵头部门")),
        ),
        Section(
            "results",
            _("办理结果"),
            "/results/",
            _("隐去身份以后公布的投诉办理结果和统计。"),
            (_("办理结果"), _("投诉举报"), _("统计")),
        ),
        Section(
            "reports",
            _("专题报告"),
            "/reports/",
            _("谁按时报送和公布了生态环境保护专题报告，以及公开的工作计划。"),
            (_("专题报告"), _("履职情况"), _("工作计划")),
        ),
        Section(
            "about",
            _("网站说明"),
            "/about/",
            _("本站是什么、怎样投诉、怎样保护隐私。"),
            (_("网站说明"), _("投诉指南"), _("隐私")),
            _("网站说明"),
        ),
    )
}
