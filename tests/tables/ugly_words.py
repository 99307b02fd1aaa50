"""Tables as departments have them in Word; what they are read as stands in expected/<name>.txt."""

from __future__ import annotations

from docx.document import Document as Doc
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from making import Makers, docx, made_into

MADE: Makers = {}
made = made_into(MADE)


@made(".docx")
def word_with_merges() -> bytes:
    """Word: title and sign-off outside the table, headings merged both ways, several departments a cell."""

    def merge(document: Doc) -> None:
        table = document.tables[0]
        for first, last in (
            ((0, 1), (0, 2)),
            ((0, 0), (1, 0)),
            ((0, 3), (1, 3)),
            ((3, 3), (4, 3)),
            ((3, 1), (4, 1)),
        ):
            a, b = table.cell(*first), table.cell(*last)
            text = a.text
            a.merge(b).text = text

    return docx(
        "郑州市生态环境局金水分局具体事项清单",
        "（2026年版）",
        [
            ["序号", "事项", "", "法律依据"],
            ["", "具体事项", "工作内容", ""],
            ["1", "工业废水超标排放", "查处工业废水超标。", "《生态环境法典》第二百九十八条"],
            ["2", "餐饮油烟", "查油烟净化装置。", "《生态环境法典》第217条"],
            ["", "", "受理投诉", ""],
        ],
        "金水分局（盖章）",
        "2026年11月23日",
        change=merge,
    )


@made(".docx")
def word_over_pages() -> bytes:
    """Word: a table a page, each with its headings again; a matter's row is torn by the page."""
    head = ["序号", "具体事项", "配合部门", "依据"]
    return docx(
        "清单",
        [
            head,
            ["1", "秸秆焚烧", "农业农村局", "《生态环境法典》第二百一十条"],
            ["2", "垃圾焚烧", "城管局", ""],
        ],
        "- 1 -",
        [
            head,
            ["", "", "住建局", "《固体废物污染环境防治法》第五十条"],
            ["3", "噪声监测", "", "《生态环境法典》第550条"],
        ],
    )


@made(".docx")
def word_without_second_heading() -> bytes:
    """Word: the table goes on after a paragraph without headings; another table is as narrow as a form."""
    return docx(
        [["具体事项", "配合部门", "依据"], ["锅炉烟气", "市场监督管理局", "《生态环境法典》第217条"]],
        "（续表）",
        [["机动车尾气", "公安交警", "《生态环境法典》第220条"]],
        [["填表人", "李某"], ["电话", "0371-1"]],
    )


@made(".docx")
def word_revised() -> bytes:
    """Word: tracked changes, a struck word, hidden text, a content control, a page field."""

    def change(document: Doc) -> None:
        row = document.tables[0].rows[1].cells
        _append(
            row[0],
            f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>（旧）</w:delText></w:r></w:del>',
        )
        _append(row[0], f'<w:ins {nsdecls("w")} w:id="2" w:author="a"><w:r><w:t>（新）</w:t></w:r></w:ins>')
        row[1].paragraphs[0].runs[0].font.strike = True
        _append(row[2], f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>内部掌握</w:t></w:r>")
        paragraph = document.tables[0].rows[2].cells[0].paragraphs[0]._p
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        paragraph.getparent().replace(paragraph, control)
        control.append(content)
        content.append(paragraph)
        field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>'
        _append(document.tables[0].rows[2].cells[3], field)

    return docx(
        [
            ["事项名称", "配合部门", "责任科室", "备注"],
            ["露天焚烧", "城管局", "大气科", ""],
            ["油烟扰民", "市场监管局", "执法大队", ""],
        ],
        change=change,
    )


@made(".docx")
def word_nested() -> bytes:
    """Word: a table inside of a cell, a row that begins one column later, a cell wider than its heading."""

    def change(document: Doc) -> None:
        table = document.tables[0]
        inner = table.cell(1, 2).add_table(2, 1)
        inner.cell(0, 0).text, inner.cell(1, 0).text = "《水法》第二十条", "《河道管理条例》第三十条"
        row = table.rows[2]._tr
        row.remove(row.tc_lst[0])
        properties = parse_xml(f'<w:trPr {nsdecls("w")}><w:gridBefore w:val="1"/></w:trPr>')
        row.insert(0, properties)

    return docx(
        [
            ["序号", "具体事项", "法律依据"],
            ["1", "河道采砂", "详见："],
            ["", "河道倾倒垃圾", "《水法》第37条"],
        ],
        change=change,
    )


@made(".docx")
def word_category_merged() -> bytes:
    """Word: the heading 具体事项 spans two columns, the category before the matter; a wide section row."""

    def merge(document: Doc) -> None:
        table = document.tables[0]
        for first, last in (((0, 0), (0, 1)), ((1, 0), (1, 2)), ((2, 0), (3, 0))):
            a, b = table.cell(*first), table.cell(*last)
            text = a.text
            a.merge(b).text = text
        for cell in table.rows[0].cells:
            cell._tc.get_or_add_tcPr().append(OxmlElement("w:noWrap"))
        assert table.cell(0, 0)._tc.tcPr.find(qn("w:gridSpan")) is not None

    return docx(
        [
            ["具体事项", "", "配合部门"],
            ["（一）噪声污染防治", "", ""],
            ["社会生活噪声", "商铺音响扰民", "公安局、城管局"],
            ["", "广场舞噪声扰民", "文旅局"],
        ],
        change=merge,
    )


def _append(cell: object, xml: str) -> None:
    cell.paragraphs[0]._p.append(parse_xml(xml))  # type: ignore[attr-defined]
