"""What published things are called: their kinds, the states they may be in, the fields a query may name."""

from __future__ import annotations

from collections.abc import Mapping

from intake.words import mark

# Whatever is added here is also added to `kind` in intake/web/openapi.yaml.
KINDS: Mapping[str, str] = {
    "item": mark("事项"),
    "list": mark("清单"),
    "result": mark("办理结果"),
    "decision": mark("牵头决定"),
    "unassigned": mark("尚未明确牵头的事项"),
    "department": mark("部门"),
    "report": mark("专题报告"),
    "plan": mark("工作计划"),
    "page": mark("说明"),
}

# Of lists, items and decisions; of matters without a lead; of results: what was found true, and how it ended.
STATES: Mapping[str, str] = {
    "in_force": mark("现行"),
    "upcoming": mark("即将施行"),
    "past": mark("已失效"),
    "unclear": mark("牵头部门尚未明确"),
    "designated_locally": mark("由当地确定牵头部门"),
    "true": mark("属实"),
    "largely_true": mark("基本属实"),
    "partly_true": mark("部分属实"),
    "untrue": mark("不属实"),
    "unjudged": mark("不作认定"),
    "done": mark("办结"),
    "stage": mark("阶段性办结"),
}

# What a query or an address may narrow by, in the order in which pages show it.
FIELDS: Mapping[str, str] = {
    "kind": mark("类别"),
    "region": mark("地区"),
    "department": mark("部门"),
    "topic": mark("领域"),
    "state": mark("状态"),
    "date": mark("日期"),
}
