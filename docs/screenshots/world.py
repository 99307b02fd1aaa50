"""What the pictures show: a few complaints at every place where one can lie, all made up."""

from __future__ import annotations

from desk_people import file
from product import Product

from intake.services.casework import handle
from intake.services.desk import inbox
from intake.services.staff import accounts

JINSHUI = "410105"
COMPLAINTS = (
    ("ST-001", "花园路北段的木材厂夜里烧锅炉，烟囱冒黑烟，刺鼻难闻，窗户不敢开。"),
    ("ST-001", "东风路 18 号院对面的印刷厂，白天黑夜都有油墨味，老人头疼。"),
    ("ST-006", "小作坊喷漆，气味很大，中午最厉害。"),
    ("ST-009", "工地围挡外的土堆没有盖，一刮风全是灰。"),
    (None, "楼下新开的店铺半夜还在放音乐，不知道该找谁管。"),
    (None, "小区旁边不知道是什么单位在烧东西，晚上一股怪味。"),
)


def make_world(product: Product, head: str) -> dict[str, str]:
    """File the complaints, accept one; what pages are asked for by name."""
    filed = [file(product, text, JINSHUI, item).number for item, text in COMPLAINTS]
    staff = accounts.staff_of_login(product.data, head)
    accepted = filed[1]
    handle.accept(product.data, staff, accepted, inbox.case(product.data, staff, accepted).version)
    return {"routed": filed[0], "accepted": accepted, "undecided": filed[-1]}
