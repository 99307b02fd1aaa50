"""Tables as departments have them in Excel and CSV; what they are read as stands in expected/<name>.txt."""

from __future__ import annotations

import datetime

import xlwt
from making import Makers, made_into, operated, replaced, sheet, xls, xlsx
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

MADE: Makers = {}
made = made_into(MADE)


@made(".xlsx")
def two_heading_rows() -> bytes:
    """A title, who fills it in, two rows of headings, a section, full-width digits, breaks, a note below."""
    return sheet(
        [
            ["金水区生态环境保护具体事项清单"],
            ["填报单位：郑州市生态环境局金水分局（盖章）", *[None] * 5, "２０２６年１１月"],
            ["序号", "事项", None, "职责分工", None, "法律\n依据", "联系电话", "备注"],
            [None, "名称", "内容", "牵 头 部 门", "配合部门"],
            ["一", "大气污染防治"],
            [
                1,
                "工业废气超标或\n无证排放",
                "１．查处超标排放\n２．查处无证排放",
                "金水生态环境分局",
                "工信局、发改委",
                "《中华人民共和国生态环境法典》第二百一十七条",
                "0371－6666 6666",
            ],
            [
                2,
                "夜间施工扬尘",
                "工地夜里起灰。",
                "生态环境局",
                "住建局；　城管局。",
                "《生态环境法典》第217条",
                "１２３４５",
                "新增",
            ],
            ["注：1.本表一式三份。"],
            ["2.联系电话写办公电话。"],
        ],
        *("A1:H1", "B3:C3", "D3:E3", "A3:A4", "F3:F4", "G3:G4", "H3:H4", "A8:H8", "A9:H9"),
    )


@made(".xlsx")
def merged_matters() -> bytes:
    """Matter and number merged over the rows of its supporting departments; one category over many."""
    return sheet(
        [
            ["序号", "类别", "具体事项", "配合单位", "依据"],
            [1, "噪声", "工业噪声扰民", "发展和改革委员会", "《生态环境法典》第五百五十条至第五百五十二条"],
            [None, None, None, "工业和信息化局", "《治安管理处罚法》第88条"],
            [2, None, "固定设备噪声", "无", "同上"],
            [3, "水", "入河排污口管理", "水利局\n住建局", "水法第三十四条"],
            [None, None, None, "农业农村局", None],
        ],
        *("A2:A3", "C2:C3", "B2:B4", "A5:A6", "B5:B6", "C5:C6"),
    )


@made(".xlsx")
def rows_that_go_on() -> bytes:
    """Rows without a matter go on above; totals, bare numbers and a row of column numbers are no items."""
    return sheet(
        [
            ["编号", "事项名称", "主要内容", "协办部门", "法律法规依据"],
            ["（1）", "（2）", "（3）", "（4）", "（5）"],
            [1, "企业偷排和逃避监管排污", "查暗管", "公安", "《生态环境法典》第164条"],
            [None, None, "查渗坑", "水利", "《生态环境法典》第1108条"],
            [2, "危险废物管理", "管台账。", "卫健委", "《生态环境法典》第四百八十条"],
            ["合计", "2项"],
            [3],
        ]
    )


@made(".xlsx")
def hidden_and_computed() -> bytes:
    """A hidden row and column, numbers by formula, telephone numbers and dates by format, a comment."""

    def change(made: Worksheet) -> None:
        made.row_dimensions[3].hidden = True
        made.column_dimensions["F"].hidden = True
        made["D2"].number_format, made["D3"].number_format = "0000-00000000", "000000000000"
        made["C2"].number_format = "yyyy年m月d日"
        made["B2"].comment = Comment("局长：再斟酌", "张")

    rows = [
        ["序号", "具体事项", "工作要求", "监督电话", "责任科室", "配合部门"],
        [1, "秸秆焚烧", datetime.date(2026, 9, 1), 37165566778, "大气科", "农业农村局"],
        ["=A2+1", "露天烧烤", "=1/0", 37165566778, "大气科", "城管局"],
    ]
    return operated(
        sheet(rows, change=change),
        {"xl/worksheets/sheet1.xml": replaced(r"<f>A2\+1</f><v></v>", "<f>A2+1</f><v>2</v>")},
    )


@made(".xlsx")
def many_sheets() -> bytes:
    """Instructions, a hidden old list, two sheets with the list, one with something else."""

    def hide(book: Workbook) -> None:
        book["2023年旧表"].sheet_state = "hidden"

    head = ["具体事项", "依据", "配合部门"]
    return xlsx(
        ("填表说明", [["请各单位于11月底前填报。"], ["一律使用全称。"]]),
        ("2023年旧表", [head, ["旧事项", "《环境保护法》第五条", "水利局"]]),
        ("大气", [head, ["锅炉烟气", "《生态环境法典》第217条", "市场监管局"]]),
        ("水", [["水环境部分"], head, ["黑臭水体", "《生态环境法典》第三百条", "住建局"]]),
        ("通讯录", [["姓名", "电话"], ["张某", "0371-1"]]),
        change=hide,
    )


@made(".xlsx")
def legal_bases() -> bytes:
    """Every way to write a legal basis."""
    texts = [
        "《中华人民共和国大气污染防治法》第九十九条第（二）项",
        "1.《水法》（2016年修正）第三十一条第二款；2.《河道管理条例》第２４条",
        "《生态环境法典》第217、218条，第一千一百零二条：排放大气污染物的，应当符合标准。",
        "《XX县扬尘污染防治办法》第3条",
        "三定方案",
        "治安管理处罚法第58条",
        "《水法》第三十条\n《水法》第三十一条",
        "《生态环境法典》",
    ]
    rows = [
        ["具体事项", "法律依据"],
        *([f"事项{'甲乙丙丁戊己庚辛'[n]}", text] for n, text in enumerate(texts)),
    ]
    return sheet(rows)


@made(".xlsx")
def statute_and_article_apart() -> bytes:
    """法律名称 and 条款 in columns of their own, several rows a matter."""
    return sheet(
        [
            ["序号", "监管事项", "依据", None, "层级"],
            [None, None, "法律名称", "条款", None],
            [1, "畜禽养殖污染", "《生态环境法典》", "第四百条", "县级"],
            [None, None, "《畜禽规模养殖污染防治条例》", "第13条、第14条", None],
            [2, "农药包装废弃物", "农药管理条例", "第三十七条", "市、县（区）"],
        ],
        *("A1:A2", "B1:B2", "C1:D1", "E1:E2", "A3:A4", "B3:B4", "E3:E4"),
    )


@made(".xlsx")
def whole_government() -> bytes:
    """One table of all departments of a district, most not this list's; 责任单位 is the department."""
    return sheet(
        [
            ["金水区各部门生态环境保护责任清单"],
            ["具体事项", "责任单位", "配合部门", "承办科室", "投诉渠道"],
            ["工业噪声扰民", "生态环境分局", "有关部门", "执法大队", "12369"],
            ["建筑施工噪声", "区住房和城乡建设局", "生态环境局、城管局", "质监站", "0371-1234567"],
            [
                "加工点异味",
                "郑州市生态环境局金水分局、区城管局",
                "行政审批局",
                "环境科",
                "张科长 138 1234 5678",
            ],
            ["危险废物", "区环保局", "公安、交通、卫健等部门", "固废科", "12345"],
        ],
        "A1:E1",
    )


@made(".xls")
def old_excel() -> bytes:
    """Excel 97-2003: merged title, a hidden row, a formula without result, a date."""

    def change(made: xlwt.Worksheet) -> None:
        made.write_merge(0, 0, 0, 3, "水污染防治事项表")
        made.write(3, 0, xlwt.Formula("A3+1"))
        made.write(3, 2, datetime.date(2026, 9, 1), xlwt.easyxf(num_format_str="yyyy/m/d"))
        made.row(4).hidden = True

    return xls(
        [
            [],
            ["序号", "工作事项", "工作任务", "牵头部门"],
            [1.0, "饮用水水源地保护", "巡查", "环境保护局"],
            [None, "地下水污染", None, "水利局"],
            [3.0, "黑臭水体", "整治", "生态环境部门"],
        ],
        change,
    )


@made(".csv")
def csv_of_an_old_system() -> bytes:
    """CSV in GB18030 with tabs, quoted cells of several lines, a title line, and a character GBK has not."""
    text = (
        "生态环境事项表\t\t\r\n具体事项\t配合部门\t法律依据\r\n"
        '"工地\r\n扬尘"\t"住建局\n城管局"\t《生态环境法典》第217条\r\n'
        "㙟村涧河排污\t—\t\r\n"
    )
    return text.encode("gb18030")


@made(".csv")
def csv_utf8() -> bytes:
    """CSV UTF-8 with a mark, an empty column, and what looks like a formula and is none."""
    return (
        '\ufeff,序号,事项名称,责任处室,关键词\r\n,1,=烟囱冒烟,大气处,"冒烟,黑烟;臭"\r\n\r\n,2,噪声扰民,＋噪声处,吵\r\n'
    ).encode()


@made(".xlsx")
def written_by_a_program() -> bytes:
    """No cell references, a strict namespace nobody expects, empty formatted rows a million down, _x000D_."""
    rows = [["具体事项", "工作内容", "办理层级"], ["烧散煤", "甲_x000D_\n乙", "省、市、县三级"]]
    filler = "".join(f'<row r="{number}" s="0" customFormat="1"/>' for number in range(1_048_000, 1_048_577))

    def change(content: bytes) -> bytes:
        bare = replaced(r'<c r="[A-Z]+\d+"', "<c")(content)
        return replaced("</sheetData>", f"{filler}</sheetData>")(bare)

    return operated(sheet(rows), {"xl/worksheets/sheet1.xml": change})


@made(".xlsx")
def numbers_and_twins() -> bytes:
    """Ids of items: right, of another matter, malformed; the same matter twice; several matters in a cell."""
    return sheet(
        [
            ["事项编号", "事项名称", "领域", "牵头依据", "易混淆事项"],
            ["ＳＴ－００１", "工业废气超标或无证排放", "工厂废气和空气", "法定", "工地扬尘→住建局（ZJ-001）"],
            ["ST-002", "工业废水", "水、土壤", "看情况", "饭店油烟 -> 城管；有危险先打119"],
            ["12", "工业废水", "外星", None, "排烟→某某办"],
            [None, "1.锅炉烟气\n2.炉窑烟气", "大气", None, None],
        ]
    )
