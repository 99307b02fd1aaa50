"""De-identifying a text before it is published: what is marked, and what comes out.

Marks are written as 〔张三〕, in the text itself, so that they can be set and lifted without scripts. What is
between them is replaced. Numbers, plates and addresses of mail are replaced marked or not.
Rules: names by the segmenter's tags and by what stands around them; houses below the street; the rest as the
registry sees it, which refuses a record that still holds any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import rjieba

from registry import sightings

HIDDEN = "××"
OPEN, SHUT = "〔", "〕"

Span = tuple[int, int]

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马"
    "苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁"
    "毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊"
    "胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳"
    "汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿"
    "白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温"
    "别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖"
    "融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴归海墨哈谯笪年爱阳佟闫肖"
)
_DOUBLE = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "司徒",
    "令狐",
    "长孙",
    "夏侯",
)
_ANY = rf"(?:{'|'.join(_DOUBLE)}|[{_SURNAMES}])"
_TITLES = (
    "先生|女士|小姐|师傅|老板娘|老板|经理|厂长|老师|大爷|大妈|大娘|大姐|大哥|大叔|阿姨|叔叔|奶奶|爷爷|书记|村长|主任|"
    "局长|科长|处长|队长|所长|站长|院长|校长|医生|总|某某|某|氏"
)
_NICKNAMED = "老[一二三四五六七八九大幺]"
_ENTITLED = re.compile(rf"(?P<name>{_ANY}{_NICKNAMED}|{_ANY}(?=(?:{_TITLES})))")
_CALLED = re.compile(
    r"(?:姓名|联系人|我叫|名叫|叫做|人叫|我是|本人|户主|房东|店主|负责人|代表人|法人代表|法人|投诉人|举报人|反映人|"
    r"老板|厂长|经理|村支书|书记|主任|司机|邻居|村民)"
    rf"(?:是|为|叫|:|：|\s){{0,2}}(?P<name>{_ANY}[\u4e00-\u9fff]{{1,2}})(?![\u4e00-\u9fff])"
)
# 张小明说…: the segmenter reads 张小 and 明说 there.
_SAYING = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<name>{_ANY}[\u4e00-\u9fff]?[\u4e00-\u9fff])(?<![厂场局所部站院委会业户位边围圈])"
    r"(?=说|讲|表示|反映|称|告诉|承认|投诉|举报|家[里门住的])"
)
_DIGIT = r"[0-9０-９]"
_NUMBER = (
    rf"(?:[甲乙丙丁]?{_DIGIT}{{1,5}}|[A-Za-z](?=[座栋幢区])|[一二三四五六七八九十百零〇]{{1,5}}|[甲乙丙丁])"
)
_PART = r"(?:号院|号楼|号|楼栋|栋|幢|座|单元|室|户|排|层|楼|组)"
_STEP = rf"{_NUMBER}[－\-—]?{_PART}"
_HOUSE = re.compile(
    rf"(?<=[路街巷弄道里同村庄屯院区苑园城庭湾府楼])\s?{_NUMBER}(?:号院|号楼|号)(?!线|地块|井|炉|公告|文)"
    rf"(?:\s?{_STEP})*(?:[0-9]{{2,4}})?"
    rf"|(?<=[村庄屯社队]){_NUMBER}(?:组|排|户)"
    rf"|{_NUMBER}(?:号院|号楼|栋|幢|单元|排)(?:\s?{_STEP})*(?:\s?[0-9]{{2,4}}室?)?"
    r"|(?<![0-9.])[0-9]{3,4}室"
)
_MARKED = re.compile(rf"{OPEN}([^{OPEN}{SHUT}]*){SHUT}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")  # 豫环罚决字〔2026〕12号 has such brackets too
_LONGEST_NAME = 4
_HAN = re.compile(r"[\u4e00-\u9fff]")
_UNSURE = ("n", "x", "z", "g", "ag", "vg", "dg", "tg")
# What the segmenter takes for people and is none: places, and a word of thanks.
_NO_PERSON = re.compile(
    r"谢谢|向[东南西北]|孔雀|王八|.*[村庄镇乡寨营集店楼沟岗湾屯洼坡桥铺堡府井县市区河路街巷道]"
)
_PLACE = re.compile(r"(?:小区|社区|花园|家园|[村庄镇乡路街巷店楼寨县市区河渠]|大道|商场|公司|超市|厂)")


def marked(text: str) -> str:
    """The text with everything that was found put between marks; marks that stand already are kept."""
    taken = [match.span() for match in _MARKED.finditer(text)]
    spans = [span for span in _joined(found(text)) if not any(_overlap(span, other) for other in taken)]
    return _replaced(text, spans, lambda part: f"{OPEN}{part}{SHUT}")


def masked(text: str) -> str:
    """The text as it is published: what is marked replaced, and what is never published in any case."""
    hidden = _MARKED.sub(lambda m: m[0] if _YEAR.fullmatch(m[1]) else HIDDEN, text)
    spans = _joined([(each.start, each.end) for each in sightings(hidden)])
    return _replaced(hidden, spans, lambda _part: HIDDEN)


def unbalanced(text: str) -> bool:
    """Whether a mark is opened and not shut, or shut and not opened: then nobody knows what it hides."""
    rest = _MARKED.sub("", text)
    return OPEN in rest or SHUT in rest


def found(text: str) -> list[Span]:
    """Where the text may name somebody or somebody's home, in order."""
    spans = [(each.start, each.end) for each in sightings(text)]
    spans += [match.span() for match in _HOUSE.finditer(text)]
    return sorted([*spans, *_people(text)])


def telling(text: str) -> list[str]:
    """What tells of somebody by a number (telephone, identity card, mail …), and the names with it, in order.

    Empty without any number: a name alone may be anybody's, and is too often none.
    """
    spans = [(each.start, each.end) for each in sightings(text)]
    if not spans:
        return []
    return list(dict.fromkeys(text[start:end] for start, end in _joined([*spans, *_people(text)])))


def _people(text: str) -> list[Span]:
    """Personal names, by what stands around them and by the segmenter."""
    spans = [match.span("name") for match in _ENTITLED.finditer(text)]
    spans += [match.span("name") for match in (*_CALLED.finditer(text), *_SAYING.finditer(text))]
    return [*spans, *_names(text)]


def _names(text: str) -> Iterator[Span]:
    """Personal names by the segmenter: its words for people from a surname on, joined to their like."""
    start = end = 0
    for word, tag in [*rjieba.tag(text), ("", "")]:
        here = end
        end += len(word)
        begun = start < here
        if tag.startswith("nr") and (begun or word[0] in _SURNAMES or word[:2] in _DOUBLE):
            continue
        if begun and _HAN.fullmatch(word) and tag.startswith(_UNSURE):
            continue  # the last character of a name that the segmenter does not know
        if _is_name(text[start:here]) and not _PLACE.match(text, here):
            yield start, here
        start = end


def _is_name(word: str) -> bool:
    return 2 <= len(word) <= _LONGEST_NAME and not _NO_PERSON.fullmatch(word)


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _replaced(text: str, spans: list[Span], make: Callable[[str], str]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + make(text[start:end]) + text[end:]
    return text


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
