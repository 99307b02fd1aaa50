"""Why a file is not read at all. Each reason says in Chinese what is the matter and what to do."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from intake.words import gettext as _
from intake.words import mark


class Reason(StrEnum):
    """One for each thing that is refused."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    MISNAMED = "misnamed"
    OLD_WORD = "old_word"
    BROKEN = "broken"
    BOMB = "bomb"
    UNSAFE_NAMES = "unsafe_names"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    EMBEDDED = "embedded"
    EXTERNAL = "external"
    EXTERNAL_FORMULA = "external_formula"
    FIELDS = "fields"
    ENTITIES = "entities"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_TABLES = "too_many_tables"
    TOO_MUCH = "too_much"
    UNKNOWN_ENCODING = "unknown_encoding"
    NO_TABLE = "no_table"
    TOO_HEAVY = "too_heavy"
    BUSY = "busy"


_SAVE_ANEW: Final = mark("请在 Excel、Word 或 WPS 里打开它，只把表格复制到一个新文件，保存后再上传。")

_WORDS: Final = {
    Reason.EMPTY: (mark("文件是空的。"), ""),
    Reason.TOO_LARGE: (
        mark("文件超过 10 MB，一份清单用不了这么大。"),
        mark("请删去图片和无关的工作表后再上传。"),
    ),
    Reason.WRONG_TYPE: (
        mark("这不是能读的表格文件。"),
        mark("能读的有：Excel（.xlsx、.xls）、Word（.docx）里的表格、CSV。"),
    ),
    Reason.MISNAMED: (
        mark("文件的内容与扩展名对不上。"),
        mark("请在 Excel、Word 或 WPS 里打开它，另存为 .xlsx 或 .docx 再上传。"),
    ),
    Reason.OLD_WORD: (
        mark("这是旧版 Word（.doc）文件，读不了。"),
        mark("请在 Word 或 WPS 里另存为 .docx 再上传。"),
    ),
    Reason.BROKEN: (mark("文件不完整或已损坏。"), mark("请重新保存，或者重新发送后再上传。")),
    Reason.BOMB: (mark("文件解开以后大得不正常，为了安全没有打开。"), _SAVE_ANEW),
    Reason.UNSAFE_NAMES: (mark("文件内部的路径不正常，为了安全没有打开。"), _SAVE_ANEW),
    Reason.ENCRYPTED: (mark("文件有密码保护。"), mark("请去掉密码后再上传。")),
    Reason.MACROS: (
        mark("文件里有宏（程序），为了安全没有打开。"),
        mark("请另存为不带宏的 .xlsx 或 .docx 再上传。"),
    ),
    Reason.EMBEDDED: (mark("文件里嵌有别的文件或控件，为了安全没有打开。"), _SAVE_ANEW),
    Reason.EXTERNAL: (mark("文件链接到外部的文件或网址，为了安全没有打开。"), _SAVE_ANEW),
    Reason.EXTERNAL_FORMULA: (
        mark("表格里的公式引用了别的文件、程序或网址，为了安全没有打开。"),
        mark("请把公式粘贴成数值（选择性粘贴→数值）后再上传。"),
    ),
    Reason.FIELDS: (
        mark("Word 文件里有引用外部内容的域，为了安全没有打开。"),
        mark("请全选后按 Ctrl+Shift+F9 把域变成文字，保存后再上传。"),
    ),
    Reason.ENTITIES: (mark("文件内部有不该有的声明（DOCTYPE），为了安全没有打开。"), _SAVE_ANEW),
    Reason.TOO_MANY_ROWS: (mark("表格超过 5000 行。"), mark("一份清单用不了这么多行，请只留下清单本身。")),
    Reason.TOO_MANY_COLUMNS: (mark("表格超过 100 列。"), mark("请删去清单以外的列。")),
    Reason.TOO_MANY_TABLES: (mark("文件里的工作表或表格超过 50 个。"), mark("请只留下清单所在的表。")),
    Reason.TOO_MUCH: (mark("表格里的格子或文字多得不正常。"), mark("请只留下清单本身。")),
    Reason.UNKNOWN_ENCODING: (
        mark("认不出 CSV 文件的文字编码。"),
        mark("请在 Excel 里另存为“CSV UTF-8”再上传。"),
    ),
    Reason.NO_TABLE: (mark("文件里没有表格。"), mark("清单要写在 Excel 工作表或 Word 表格里。")),
    Reason.BUSY: (mark("系统正在读别的表格。"), mark("请过一会儿再上传。")),
    Reason.TOO_HEAVY: (mark("文件太复杂，规定的时间和内存里读不完。"), _SAVE_ANEW),
}


class TableRefused(Exception):
    """The file is not read. `reason` is for programs, `message` for whoever sent it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason

    @property
    def message(self) -> str:
        """What is the matter and what to do."""
        what, remedy = _WORDS[self.reason]
        return _(what) + (_(remedy) if remedy else "")
