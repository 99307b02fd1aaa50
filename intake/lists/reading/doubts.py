"""Each doubt's sentence, in the words of whoever has to decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from intake.lists.reading.proposal import Doubt, Kind
from intake.tables.grid import Mark
from intake.words import gettext as _
from intake.words import mark

_WORDS: Final = {
    Kind.FORMULA: mark("这一格是公式，取的是文件里存的计算结果，请核对。"),
    Kind.NO_RESULT: mark("这一格是公式，没有可用的计算结果，请手工填写。"),
    Kind.FORMATTED: mark("这一格是特殊格式的数字，读出的可能与表上显示的不同，请核对。"),
    Kind.HIDDEN: mark("这一格所在的行或列在原表里是隐藏的，请确认要不要。"),
    Kind.REVISED: mark("原文有未接受的修订：新增的已读入，删去的没有读，请核对。"),
    Kind.STRUCK: mark("原文带删除线，请确认要不要。"),
    Kind.LEFT_OUT: mark("这一格里有隐藏文字、图片、符号或文本框没有读出来，请对照原表。"),
    Kind.JOINED: mark("这一行没有写事项名称，内容并到了上一条，请核对。"),
    Kind.SEVERAL_MATTERS: mark("这一格像是写了几条事项；要分开的，请在原表里拆成几行再导入。"),
    Kind.UNKNOWN_DEPARTMENT: mark("认不出“{name}”是哪个部门。"),
    Kind.AMBIGUOUS_DEPARTMENT: mark("“{name}”可能是{names}，请选定一个。"),
    Kind.VAGUE_DEPARTMENT: mark("“{name}”没有写明还有哪些部门，请补全。"),
    Kind.OTHER_LEAD: mark("原表写的牵头部门是“{name}”，不是本清单的部门；不归本部门牵头的，不要导入。"),
    Kind.SEVERAL_LEADS: mark("原表写了几个牵头部门：{name}。一个事项只能有一个，请确认归本部门牵头。"),
    Kind.UNREADABLE_BASIS: mark("看不出是哪部法律法规，请写成《生态环境法典》第217条这样。"),
    Kind.UNKNOWN_STATUTE: mark("法规目录里没有《{name}》，请核对名称；确有此件的，先补进目录。"),
    Kind.REPEALED_STATUTE: mark("《{name}》已于{day}失效{instead}。"),
    Kind.STATUTE_NOT_IN_FORCE: mark("《{name}》自{day}起施行，现在还不能作依据。"),
    Kind.TEXT_DROPPED: mark("只导入了法律名称和条文号，没有导入：{text}"),
    Kind.UNKNOWN_TOPIC: mark("没有叫“{name}”的领域，请选：{names}。"),
    Kind.UNKNOWN_LEVEL: mark("看不懂办理层级“{name}”，请写省级、市级或县级。"),
    Kind.UNKNOWN_STATUS: mark("看不懂牵头依据“{name}”，请写：{names}。"),
    Kind.GUESSED: mark("原表没有这样写，是按{source}推断的，请核对。"),
    Kind.UNKNOWN_ITEM: mark("编号“{name}”不像 ST-001 这样的事项编号；新事项请留空，送审时自动编号。"),
    Kind.OTHER_MATTER: mark("编号 {name} 在现行清单里是“{matter}”，与这里写的不同，请核对。"),
    Kind.DUPLICATE: mark("与{position}是同一个事项，请确认要不要都导入。"),
    Kind.SIMILAR: mark("与清单里的“{matter}”名称相近，按修改那一条处理；不是同一事项的，请选“作为新事项”。"),
    Kind.OLD_HOTLINE: mark("12369 热线已经停用，应改为 12345。"),
    Kind.PERSONAL_NUMBER: mark("像是个人手机号，公布以前请确认，建议写办公电话。"),
    Kind.NO_MATTER: mark("没有事项名称。"),
}
_OF_MARK: Final = {
    Mark.FORMULA: Kind.FORMULA,
    Mark.NO_RESULT: Kind.NO_RESULT,
    Mark.FORMATTED: Kind.FORMATTED,
    Mark.HIDDEN: Kind.HIDDEN,
    Mark.REVISED: Kind.REVISED,
    Mark.STRUCK: Kind.STRUCK,
    Mark.LEFT_OUT: Kind.LEFT_OUT,
}


def doubt(kind: Kind, **facts: str) -> Doubt:
    """A doubt with its sentence filled in."""
    return Doubt(kind, _(_WORDS[kind]).format(**facts))


def doubts_of(marks: Iterable[Mark]) -> list[Doubt]:
    """What the reader of the file found odd, as doubts, in the order of Mark."""
    found = set(marks)
    return [doubt(kind) for mark_, kind in _OF_MARK.items() if mark_ in found]
