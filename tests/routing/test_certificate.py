"""What a certificate says: the region's facts, the accused left out, the reasons, and both JSON forms."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from approved import assert_approved

from intake.cases.routing import RULES, Certificate, Router
from registry import Registry

ON = date(2026, 11, 23)
SMOKE = "楼下饭店油烟直排，油烟味进卧室"


@pytest.mark.parametrize(
    ("text", "region", "department", "organ"),
    [
        ("有人走街串巷卖散煤", "411102", "生态环境", "漯河市生态环境局源汇分局"),
        ("有人走街串巷卖散煤", "410928", "市场监管", "濮阳县市场监督管理局"),
        ("有人走街串巷卖散煤", "410105", "市场监管", "金水区市场监督管理局"),
        ("工地半夜打桩，噪音大", "410502", "城市管理", "文峰区城市管理局"),
        ("工地半夜打桩，噪音大", "410105", "住房城乡建设", "金水区住房和城乡建设局"),
    ],
)
def test_regional_facts_beat_general_ones(
    router: Router, text: str, region: str, department: str, organ: str
) -> None:
    certificate = router.route(text, region=region, on=ON)
    assert (certificate.department, certificate.organ) == (department, organ)
    assert certificate.organ_key and certificate.organ_key.startswith(region)


def test_an_override_does_not_leak_to_another_city(router: Router) -> None:
    there = router.route("有人走街串巷卖散煤", region="411100", on=ON)
    elsewhere = router.route("有人走街串巷卖散煤", region="410100", on=ON)
    assert there.release != elsewhere.release
    assert "漯河" not in json.dumps(elsewhere.to_json(), ensure_ascii=False)


def test_what_one_city_decided_holds_nowhere_else(registry: Registry) -> None:
    """Each city's own list, against every county of every other city."""
    own = [
        (each.region, item.id) for each in registry.releases if each.region != "410000" for item in each.items
    ]
    counties = [code for code, region in registry.regions.items() if region.level == "county"]
    assert own
    for city, matter in own:
        others = [code for code in counties if code[:4] != city[:4]]
        cited = {
            there.item.region for code in others if (there := registry.who(matter, code, ON)) and there.item
        }
        deciding = {region for region, other in own if other == matter and region != city}
        assert city not in cited
        assert cited <= {"410000", *deciding}


def test_duties_follow_a_succession(router: Router) -> None:
    certificate = router.route("光伏发电消纳不了，绿电交易有问题", item="NY-007", region="410000", on=ON)
    assert (certificate.department, certificate.department_id) == ("能源", "energy")
    assert certificate.organ == "河南省发展和改革委员会"
    assert certificate.organ not in certificate.supporting


@pytest.mark.parametrize(
    ("title", "text", "accused"),
    [
        ("环保局不作为", "举报了八次，每次都说没有发现问题。", ("ecology",)),
        ("举报环保局包庇化工厂", "厂里夜里偷排，局里提前打招呼。", ("ecology",)),
        ("", "化工厂一直偷排，环保局的人收了老板的钱，检查前就通风报信", ("ecology",)),
        ("", "环 保 局 收 了 厂里的钱 包庇 化工厂", ("ecology",)),
        ("", "镇上环保所的人收黑钱，包庇造纸厂排污", ("ecology",)),
        (
            "饭店油烟",
            "城管和饭店老板串通，油烟从来没人查，城管还把我的举报信息给了老板打击报复我",
            ("urban-management",),
        ),
        ("", "工地扬尘，执法人员收钱不查", ("housing",)),
    ],
)
def test_the_accused_never_receives_the_complaint(
    router: Router, title: str, text: str, accused: tuple[str, ...]
) -> None:
    certificate = router.route(text, title=title, region="410105", on=ON)
    assert (certificate.rule, certificate.item) == ("conduct", "JC-001")
    assert certificate.department == "监察机关或上级机关"
    assert certificate.accused == accused
    receiving = {certificate.department_id, *(each.department_id for each in certificate.alternatives)}
    assert not receiving & {*accused}


@pytest.mark.parametrize(
    "text",
    [
        "打过环保局电话没人管，厂里烟囱还是冒黑烟",
        "向城管反映过，他们推诿说归别人管，楼下饭店油烟还是直排",
        "小区垃圾没人收，找过街道办，互相踢皮球",
        "向环保局反映过，收废品的要钱，还在院里烧塑料，冒黑烟",
        "环保局去年查过一次，老板把厂里的烟囱加高了，还是冒黑烟，邻居都说要钱才肯搬",
    ],
)
def test_having_asked_in_vain_is_no_accusation(router: Router, text: str) -> None:
    certificate = router.route(text, region="410105", on=ON)
    assert certificate.rule == "inherited"
    assert certificate.accused == ()


@pytest.mark.parametrize(
    ("text", "accused", "level"),
    [
        ("郑州市生态环境局局长收受企业贿赂", "ecology", "city"),
        ("郑州市生态环境局金水分局的人收了好处费", "ecology", "county"),
        ("巩义市环保局的人收了好处费，工厂照样排污", "ecology", "county"),
        ("省生态环境厅的人收了好处费，工厂照样排污", "ecology", "province"),
        ("市环保局的人收了好处费，工厂照样排污", "ecology", "city"),
        ("环保局的人收了好处费，工厂照样排污", "ecology", None),
        # what it is about before all is none of ours; whom it accuses must not be forgotten for that
        ("郑州市政府包庇污染企业，领导受贿", "local-government", "city"),
        ("公司拖欠工资，住建局的干部受贿", "housing", None),
        # the charge in another clause than the name it speaks of
        (
            "我向金水区生态环境局举报了三次印刷厂排废气，他们和老板串通，一直包庇不查，还把我的电话告诉厂里",
            "ecology",
            "county",
        ),
        ("城管来看过油烟，肯定收了饭店好处", "urban-management", None),
    ],
)
def test_whom_the_words_accuse_and_at_what_level(
    router: Router, text: str, accused: str, level: str | None
) -> None:
    certificate = router.route(text, region="410105", on=ON)
    assert (certificate.accused, certificate.accused_level) == ((accused,), level)


def test_an_accused_government_gets_no_copy_and_the_matter_its_department(router: Router) -> None:
    text = "养猪场的粪水流进河里，臭得不行。乡政府的人收了养猪场的钱"
    certificate = router.route(text, region="411722", on=ON)
    assert certificate.department == "生态环境"
    assert certificate.accused
    assert not any("政府" in name for name in certificate.supporting)


def test_a_chosen_item_stands(router: Router) -> None:
    certificate = router.route("味道太大了，受不了", item="CG-001", region="410105", on=ON)
    assert (certificate.item, certificate.rule, certificate.decided) == ("CG-001", "chosen_item", True)


def test_a_choice_that_the_words_clearly_contradict_goes_to_a_person(router: Router) -> None:
    certificate = router.route(SMOKE, title="饭店油烟扰民", item="LY-008", region="410105", on=ON)
    assert (certificate.item, certificate.decided) == ("LY-008", False)
    assert certificate.alternatives[0].item == "CG-001"


def test_without_a_place_the_matter_is_known_and_the_organ_is_asked_for(router: Router) -> None:
    certificate = router.route(SMOKE, on=ON)
    assert (certificate.department, certificate.item) == ("城市管理", "CG-001")
    assert (certificate.region, certificate.organ, certificate.organ_key) == (None, None, None)
    assert "地点" in certificate.note


def test_the_address_decides_between_places(router: Router) -> None:
    certificate = router.route(SMOKE + "，我老家在洛阳", address="郑州市金水区文化路", on=ON)
    assert certificate.region == "410105"


def test_before_the_first_list_the_first_list_applies_and_says_so(router: Router, registry: Registry) -> None:
    certificate = router.route(SMOKE, region="410105", on=date(2020, 1, 1))
    assert certificate.item == "CG-001"
    assert str(registry.routed_from) in certificate.note


def test_not_environmental_says_where_to_go(router: Router) -> None:
    certificate = router.route("老板拖欠工资三个月不给", region="410105", on=ON)
    assert (certificate.environmental, certificate.item, certificate.organ) == (False, None, None)
    assert certificate.elsewhere and "12333" in certificate.elsewhere.goes_to
    assert "12369" not in json.dumps(certificate.to_json(), ensure_ascii=False)


def test_a_certificate_explains_itself(router: Router) -> None:
    certificate = router.route(SMOKE, region="410105", on=ON)
    assert certificate.rule in RULES
    assert any("油烟" in word for word in certificate.matched)
    assert all(word in SMOKE for word in certificate.matched)
    assert certificate.alternatives
    assert all(each.why_not and 0 <= each.score <= 1 for each in certificate.alternatives)
    assert certificate.department not in {each.department for each in certificate.alternatives}


def test_json_forms(router: Router) -> None:
    certificate = router.route(SMOKE, region="410105", on=ON)
    assert Certificate.from_json(json.loads(json.dumps(certificate.to_json()))) == certificate
    nowhere = replace(router.route("拖欠工资", on=ON), place=None)
    assert Certificate.from_json(json.loads(json.dumps(nowhere.to_json()))) == nowhere
    line = certificate.to_cli_json("a1")
    assert list(line) == [
        "id",
        "environmental",
        "department",
        "item",
        "region",
        "organ",
        "confidence",
        "decided",
        "alternatives",
        "matched",
        "rule",
    ]
    assert all(list(each) == ["department", "item", "score"] for each in line["alternatives"])
    assert line["id"] == "a1" and json.loads(json.dumps(line)) == line


STREETS = ("农业路", "林业路", "煤厂街", "机场路", "水利路", "学院路")
NAMED = (
    "楼下饭店在{}与中州大道交叉口，油烟直排熏得开不了窗",
    "{}12号门口夜里还在打桩，吵得睡不着",
    "厂子在{}附近，半夜偷排废水",
)


@pytest.mark.parametrize("said", NAMED)
def test_the_name_of_a_street_says_nothing_about_the_matter(router: Router, said: str) -> None:
    """煤厂街 is a street: whoever complains there does not complain about coal."""
    found = [router.route(said.format(street), region="410105", on=ON) for street in STREETS]
    assert len({(each.department, each.item, each.decided) for each in found}) == 1
    assert not [
        word for each in found for word in each.matched if any(street[:2] in word for street in STREETS)
    ]


@pytest.mark.parametrize("said", ["修路不洒水灰太大", "公路附近大货车吵得睡不着", "铁路口火车鸣笛太响"])
def test_words_for_roads_are_kept(router: Router, said: str) -> None:
    assert router.route(said, region="410105", on=ON).department in ("交通运输", "铁路监管")


def test_shown_words_are_words(router: Router) -> None:
    """不着 is what a dictionary finds inside 睡不着, and nothing that a reader would call a reason."""
    found = router.route("夜里打桩吵得睡不着", region="410105", on=ON)
    assert "不着" not in found.matched


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (SMOKE, {"region": "410105"}),
        (SMOKE, {}),
        (SMOKE, {"region": "410105", "on": date(2020, 1, 1)}),
        (SMOKE, {"region": "410105", "item": "ST-001"}),
        ("夜里有味道", {"region": "411102", "item": "SJ-001", "title": "散煤"}),
        ("光伏发电消纳不了，绿电交易有问题", {"region": "410000", "item": "NY-007"}),
        ("工地半夜打桩，噪音大，渣土车撒得满路都是", {"region": "410502"}),
        ("化工厂把黄水排进河里，鱼死了一片，空气里也有刺鼻的气味", {"region": "410928"}),
        ("城管和饭店老板串通，油烟从来没人查", {"region": "410105"}),
        ("省生态环境厅包庇化工厂偷排", {"region": "410105"}),
        ("公司拖欠工资三个月", {"region": "410105"}),
        ("公司拖欠工资，厂里烟囱冒黑烟", {"title": "欠薪"}),
        ("你好", {"region": "410100"}),
        ("郑州市金水区的广场舞太吵，音响开到半夜", {}),
    ],
)
def test_whole_certificates(router: Router, text: str, asked: dict[str, Any]) -> None:
    """Every field of what is said; shares and confidence to the hundredth."""
    told = json.loads(
        json.dumps(router.route(text, **{"on": ON, **asked}).to_json()),
        parse_float=lambda written: round(float(written), 2),
    )
    lines = json.dumps(told, ensure_ascii=False, indent=1).split("\n")
    assert_approved("routing", f"{text} {sorted(map(str, asked.values()))}", lines)
