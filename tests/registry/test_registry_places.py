"""Where a Chinese address or complaint lies. Addresses are made up; regions and towns are the real ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import Registry
from registry.places.place_outside import province_outside
from registry.places.places import Place, PlaceFinder


@pytest.fixture(scope="module")
def finder(real: Registry) -> PlaceFinder:
    return PlaceFinder(real)


# text → the full names of region and township, as far down as the text tells
CERTAIN = [
    # chains of full names
    ("河南省郑州市金水区花园路街道办事处", "金水区 花园路街道"),
    ("郑州市金水区花园路街道", "金水区 花园路街道"),
    ("郑州市 金水区 东风路街道 某小区3号楼", "金水区 东风路街道"),
    ("河南省洛阳市嵩县城关镇", "嵩县 城关镇"),
    ("安阳市滑县道口镇街道", "滑县 道口镇街道"),
    ("南阳市淅川县荆紫关镇", "淅川县 荆紫关镇"),
    ("信阳市新县周河乡", "新县 周河乡"),
    ("驻马店市驿城区", "驿城区"),
    ("河南省", "河南省"),
    ("三门峡市", "三门峡市"),
    ("周口市川汇区，靠近沙颍河的一家板材厂", "川汇区"),
    ("反映郑州市的中牟县刁家乡有人焚烧垃圾", "中牟县 刁家乡"),
    # names without their suffix
    ("郑州金水花园路街道", "金水区 花园路街道"),
    ("郑州金水", "金水区"),
    ("河南郑州中原区", "中原区"),
    ("洛阳涧西", "涧西区"),
    ("金水文化路与农业路交叉口油烟大", "金水区"),
    ("在金水经三路一家烧烤店门口", "金水区"),
    ("新郑龙湖", "新郑市 龙湖街道"),
    ("中牟刁家", "中牟县 刁家乡"),
    ("我住荥阳，楼下打铁", "荥阳市"),
    ("巩义回郭镇铝厂", "巩义市 回郭镇"),
    ("登封大冶镇采石场", "登封市 大冶镇"),
    ("平顶山鲁山县", "鲁山县"),
    ("开封祥符区", "祥符区"),
    ("我家在开封，楼下饭店油烟大", "开封市"),
    ("商丘民权", "民权县"),
    ("洛阳老城区", "老城区"),
    ("焦作市解放区", "解放区"),
    ("洛阳这边，老城区青年宫附近", "老城区"),
    ("郑州上街", "上街区"),
    ("信阳光山县", "光山县"),
    ("郑州市区", "郑州市"),
    # what a township alone tells, when only one has the name
    ("神垕镇窑厂冒黑烟", "禹州市 神垕镇"),
    ("举报我市神垕镇窑厂", "禹州市 神垕镇"),
    ("高新区枫杨街道", "郑州高新技术产业开发区 枫杨街道"),
    ("叶县长途汽车站", "叶县"),
    ("回郭镇有人倒废渣", "巩义市 回郭镇"),
    ("荆紫关镇河里死鱼", "淅川县 荆紫关镇"),
    ("棉纺路办事处门口", "中原区 棉纺路街道"),
    # former names, aliases, zones
    ("偃师市首阳山镇", "偃师区 首阳山街道"),
    ("洛阳市孟津县", "孟津区"),
    ("洛阳市吉利区", "孟津区"),
    ("周口市淮阳县", "淮阳区"),
    ("许昌县", "建安区"),
    ("陕县", "陕州区"),
    ("开封县", "祥符区"),
    ("长垣县", "长垣市"),
    ("管城区商城遗址旁", "管城回族区"),
    ("郑州航空港区", "郑州航空港经济综合实验区"),
    ("郑州市航空港区", "郑州航空港经济综合实验区"),
    ("航空港区富士康附近", "郑州航空港经济综合实验区"),
    ("郑州航空港经济综合实验区新港办事处", "郑州航空港经济综合实验区 新港街道"),
    ("济源示范区", "济源市"),
    ("济源产城融合示范区承留镇", "济源市 承留镇"),
    ("济源市克井镇", "济源市 克井镇"),
    ("郑州市高新区科学大道", "郑州高新技术产业开发区"),
    ("郑州高新区", "郑州高新技术产业开发区"),
    ("漯河经开区", "漯河经济技术开发区"),
    ("新乡市平原示范区", "新乡市平原城乡一体化示范区"),
    ("鼓楼区", "鼓楼区"),
    # a road, a dish or a firm that bears another city's name
    ("洛阳市郑州路23号", "洛阳市"),
    ("郑州市洛阳路小学旁", "郑州市"),
    ("郑州市中原区开封街", "中原区"),
    ("郑州市二七区兰考路", "二七区"),
    ("金水区新郑路", "金水区"),
    ("安阳市文峰区郑州大道", "文峰区"),
    ("许昌市魏都区一家洛阳牛肉汤店", "魏都区"),
    ("商丘市睢阳区逍遥镇胡辣汤店", "睢阳区"),
    ("新乡市红旗区原阳烩面馆油烟直排", "红旗区"),
    ("漯河市源汇区信阳毛尖茶叶店", "源汇区"),
    ("焦作市山阳区中原路", "山阳区"),
    ("平顶山市卫东区解放路与新华路口", "卫东区"),
    ("郑州市惠济区洛阳银行楼下", "惠济区"),
    # words that hold a place by accident
    ("许昌市公安阳光执法", "许昌市"),
    ("南阳市内乡镇企业排污", "南阳市"),
    ("建设新郑州，人人有责", "郑州市"),
    ("鹤壁市解放街道路坑洼", "鹤壁市"),
    ("濮阳市朝南阳台落灰", "濮阳市"),
    # two places, and the words tell which
    ("我是洛阳人，在郑州市二七区开店", "二七区"),
    ("郑州市民反映洛阳市洛龙区有工厂冒烟", "洛龙区"),
    ("老家在周口市太康县，现住郑州市管城回族区，楼下烧烤扰民", "管城回族区"),
    ("郑州市某某建材有限公司的工地位于洛阳市伊川县", "伊川县"),
    ("向郑州市生态环境局反映过，厂在新乡市获嘉县", "获嘉县"),
    ("郑州的朋友告诉我，金水区庙李那边夜里施工", "金水区"),
    # a township that its county does not know leaves the county
    ("荥阳市莲花镇", "荥阳市"),
]

# text → the full names of the regions among which a person must choose; none where no place is named
UNCERTAIN = [
    ("荒地堆垃圾，没人管", ""),
    ("洛阳路上的郑州烩面", ""),
    ("人民权益得不到保障", ""),
    ("东西平放在楼道", ""),
    ("未开封的快递堆在门口", ""),
    ("老城区改造扬尘大", ""),
    ("公安阳光执法", ""),
    ("相信阳光总会来", ""),
    ("我在高新区", ""),
    ("解放前就有的厂", ""),
    ("百货商城噪声", ""),
    ("沙河南岸有人采砂", ""),
    ("南京市鼓楼区中山路", ""),
    ("山东省菏泽市城关镇", ""),
    ("新乡村建设工地", ""),
    ("周口店遗址", ""),
    ("有人从中牟利", ""),
    ("评上了示范县", ""),
    ("叶县长您好", ""),
    ("大庙口镇养猪场", ""),
    ("某某区西湖街道", ""),
    ("A3区莲花镇", ""),
    ("交通许可证没有", ""),
    ("", ""),
    ("路", ""),
    ("郑州市金水区和洛阳市西工区都有这个问题", "金水区 西工区"),
    ("郑州市鼓楼区", "郑州市 鼓楼区"),
    ("从郑州市到洛阳市的货车", "郑州市 洛阳市"),
]


def named(registry: Registry, place: Place) -> str:
    region = registry.region(place.region).name if place.region else ""
    return " ".join(filter(None, [region, registry.towns[place.town].name if place.town else ""]))


@pytest.mark.parametrize(("text", "expected"), CERTAIN)
def test_certain(real: Registry, finder: PlaceFinder, text: str, expected: str) -> None:
    place = finder.resolve(text)
    assert (named(real, place), place.certain) == (expected, True)
    assert place.candidates == (place.region,)
    assert place.matched
    assert all(word in text for word in place.matched)


@pytest.mark.parametrize(("text", "expected"), UNCERTAIN)
def test_uncertain(real: Registry, finder: PlaceFinder, text: str, expected: str) -> None:
    place = finder.resolve(text)
    assert not place.certain
    assert place.town is None
    assert " ".join(real.region(code).name for code in place.candidates) == expected


def test_seventeen_towns_are_called_chengguan(real: Registry, finder: PlaceFinder) -> None:
    place = finder.resolve("城关镇政府东边的臭水沟")
    assert (place.region, place.certain, len(place.candidates)) == (None, False, 17)
    in_luoyang = finder.resolve("洛阳市的城关镇")
    assert (in_luoyang.region, in_luoyang.certain) == ("410300", False)
    assert {real.region(code).parent for code in in_luoyang.candidates} == {"410300"}


# A wrong character that sounds like the right one is read; one that only looks like it is asked about.
TYPOS = [
    ("洛阳市涧溪区", "涧西区", "涧西区"),
    ("郑洲市中牟县", "中牟县", "中牟县"),
    ("南阳市卧尤区", "南阳市", "南阳市 卧龙区"),
    ("郑州市金山区", "郑州市", "郑州市 金水区"),
    ("郑州市中心区", "郑州市", "郑州市"),  # no name at all
    ("宜川县某厂", "", ""),  # sounds like 伊川县, and lies in 陕西
    ("郑州市中原路", "郑州市", "郑州市"),
]


@pytest.mark.parametrize(("text", "region", "candidates"), TYPOS)
def test_one_wrong_character(
    real: Registry, finder: PlaceFinder, text: str, region: str, candidates: str
) -> None:
    place = finder.resolve(text)
    assert named(real, place) == region
    assert " ".join(real.region(code).name for code in place.candidates) == candidates


def test_what_reaches_over_several_districts_is_asked_about(real: Registry, finder: PlaceFinder) -> None:
    place = finder.resolve("郑州市郑东新区商务外环路")
    assert {real.region(code).name for code in place.candidates} == {"金水区", "管城回族区", "中牟县"}
    assert named(real, finder.resolve("郑东新区祭城路街道")) == "金水区 祭城路街道"
    assert named(real, finder.resolve("中牟县郑东新区白沙街道")) == "中牟县 白沙街道"


WITHIN = [
    # a chosen region, text → region, town, certain
    ("410325", "城关镇臭水沟", "嵩县 城关镇", True),
    ("410100", "城关镇臭水沟", "新密市 城关镇", True),
    ("410105", "楼下饭店油烟", "金水区", True),
    ("410105", "郑州市金水区花园路街道", "金水区 花园路街道", True),
    ("410105", "我在郑州", "金水区", True),
    ("410100", "高新区科学大道", "郑州高新技术产业开发区", True),
    ("410100", "航空港区", "郑州航空港经济综合实验区", True),
    ("410300", "老城区改造扬尘", "老城区", True),
    ("410300", "在郑州路上", "洛阳市", True),
    ("410105", "洛阳市涧西区有厂冒烟", "", False),
    ("410100", "金水区、中原区都有", "郑州市", False),
]


@pytest.mark.parametrize(("within", "text", "expected", "certain"), WITHIN)
def test_within_a_chosen_region(
    real: Registry, finder: PlaceFinder, within: str, text: str, expected: str, certain: bool
) -> None:
    place = finder.resolve(text, within)
    assert (named(real, place), place.certain) == (expected, certain)


def test_what_contradicts_the_chosen_region_is_handed_back(finder: PlaceFinder) -> None:
    assert finder.resolve("洛阳市涧西区有厂冒烟", "410105").candidates == ("410105", "410305")


def test_every_full_name_in_the_tables_is_found(real: Registry, finder: PlaceFinder) -> None:
    """The whole chain of each region and town leads to that very one."""
    missed = []
    for region in real.regions.values():
        chain = "".join(above.name for above in reversed(real.lineage(region.code)))
        if finder.resolve(chain).region != region.code:
            missed.append(chain)
    for town in real.towns.values():
        chain = "".join(above.name for above in reversed(real.lineage(town.parent))) + town.name
        place = finder.resolve(chain)
        if (place.region, place.town) != (town.parent, town.code):
            missed.append(chain)
    assert missed == []


glue = st.sampled_from([*"，的在 路人和市区\n", "公司", "某小区", "é\u0000"])


@given(data=st.data())
def test_any_text_gives_an_answer_that_keeps_its_word(
    real: Registry, finder: PlaceFinder, data: st.DataObject
) -> None:
    """Certain means one region and nothing else to choose; whatever was matched stands in the text."""
    names = st.sampled_from([place.name for place in (*real.regions.values(), *real.towns.values())])
    text = "".join(data.draw(st.lists(st.one_of(names, glue, st.text(max_size=5)), max_size=12)))
    within = data.draw(st.none() | st.sampled_from(sorted(real.regions)))
    place = finder.resolve(text, within)
    assert all(word in text for word in place.matched)
    if place.certain:
        assert place.region is not None
        assert place.candidates == (place.region,)
        assert place.town is None or real.towns[place.town].parent == place.region
    else:
        assert place.town is None
        assert len(place.candidates) != 1


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("石家庄市长安区中山路", "河北省"),
        ("河北省邯郸市某某村", "河北省"),
        ("在北京朝阳区某小区", "北京市"),
        ("西安", "陕西省"),
        ("襄阳市樊城区", "湖北省"),
        ("乌鲁木齐市", "新疆维吾尔自治区"),
        ("农业路与南京路交叉口", None),
        ("北京路北段", None),
        ("村口兰州拉面馆旁边的镇政府", None),
        ("上海市场附近小区", None),
        ("我们在河北边的镇上", None),
        ("沙颍河北岸李庄乡", None),
        ("入海口镇", None),
        ("河北人开的厂", None),
        ("火星基地", None),
    ],
)
def test_a_place_in_another_province_is_known_from_a_road_of_its_name(
    real: Registry, text: str, province: str | None
) -> None:
    assert province_outside(text, real.place_words) == province


def test_no_name_of_another_province_is_taken_for_a_place_here(real: Registry, finder: PlaceFinder) -> None:
    outside = real.place_words.outside
    assert len(outside) == 33
    taken = [
        name for names in outside.values() for name in names if finder.resolve(f"{name}市某小区").matched
    ]
    assert taken == []
