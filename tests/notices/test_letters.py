"""A letter as it is read, and the choice whether to get any."""

from __future__ import annotations

import pytest
from receivers import MailServer
from samples import People, complaint

from intake.cases.model import Contact
from intake.services.casework import handle
from intake.services.citizens import rights
from intake.services.context import Context
from intake.services.filing import submit
from intake.services.notices import deliver

LETTER = """您的投诉在 2026-11-23 10:00 登记，编号是 2026-1123-000001。
由谁办理、为什么转给它、接下来怎么办，请凭查询码查看。

查进度：http://127.0.0.1:8000/track
需要提交时给您的 20 位查询码。

为保护您的信息，通知里不写投诉内容，也不写查询码。工作人员不会向您索要查询码。
这是系统自动发出的，请不要回复。

明单
（演示系统，不是真实的政务服务）
"""


def drain(ctx: Context) -> None:
    """What a worker does each time it looks."""
    deliver.drain(ctx, deliver.open_post(ctx.settings.notices))


def test_a_letter_as_it_is_read(telling: Context, mail_server: MailServer) -> None:
    submit.submit(telling, complaint(), "test")
    drain(telling)
    assert mail_server.received[0].mail.get_content().replace("\r\n", "\n") == LETTER


@pytest.mark.parametrize("wanted", [True, False])
def test_a_corrected_address_is_used_and_the_choice_stays(
    telling: Context, mail_server: MailServer, wanted: bool
) -> None:
    receipt = submit.submit(telling, complaint(contact=Contact("", "", "old@example.com", wanted)), "test")
    rights.correct_contact(telling, receipt.code, Contact("", "", "new@example.com"))
    drain(telling)
    assert [each.to for each in mail_server.received] == [["new@example.com"]] * wanted


def test_nothing_is_sent_to_an_erased_address(
    telling: Context, people: People, mail_server: MailServer
) -> None:
    receipt = submit.submit(telling, complaint(), "test")
    handle.accept(telling, people.clerk(), receipt.case_number, 1)
    rights.erase_contact(telling, receipt.code)
    drain(telling)
    assert mail_server.received == []
