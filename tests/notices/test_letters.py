"""A letter as it is read, and the choice whether to get any."""

from __future__ import annotations

import re

import pytest
from receivers import MailServer
from samples import People, complaint, filed
from sqlalchemy import update
from waiting_room import carry_all, queueing

from intake.cases.model import Contact
from intake.services.casework import handle
from intake.services.citizens import rights
from intake.services.context import Context
from intake.services.filing import submit
from intake.services.notices import deliver
from intake.store.tables import contacts
from registry.languages import ENGLISH

LETTER = """您的投诉在 2026年11月23日 10:00 登记，编号是 2026-1123-000001。
由谁办理、为什么转给它、接下来怎么办，请凭查询码查看。

查进度：http://127.0.0.1:8000/track
需要提交时给您的 20 位查询码。

为保护您的信息，通知里不写投诉内容，也不写查询码。工作人员不会向您索要查询码。
这是系统自动发出的，请不要回复。

明单
（演示系统，不是真实的政务服务）
"""
ENGLISH_LETTER = """Your complaint was recorded on 23 November 2026 10:00 under the number 2026-1123-000001.
See with your code who handles it, why it went there and what happens next.

Track it: http://127.0.0.1:8000/en/track
You need the 20-digit code you were given when you filed.

To protect you, notices hold neither your complaint nor your code. Staff never ask you for the code.
This was sent automatically. Please do not reply.

明单
(A demonstration, not a real government service)
"""
OFFICIAL = "\nThe Chinese text below is the official one; the English is for your convenience.\n\n"
HAN = re.compile("[\u4e00-\u9fff]")
HERS = Contact("Jane", "", "jane@example.com", language=ENGLISH)


def drain(ctx: Context) -> None:
    """What a worker does each time it looks."""
    deliver.drain(ctx, deliver.open_post(ctx.settings.notices))


def test_a_letter_as_it_is_read(telling: Context, mail_server: MailServer) -> None:
    submit.submit(telling, complaint(), "test")
    drain(telling)
    assert mail_server.received[0].mail.get_content().replace("\r\n", "\n") == LETTER


def test_who_filed_in_english_is_written_to_in_english(
    telling: Context, people: People, mail_server: MailServer
) -> None:
    """To the end, through the waiting room, after an address is corrected; the official Chinese below."""
    crowd = queueing(telling, "always")
    receipt = submit.submit(crowd, complaint(contact=HERS), "web")
    carry_all(crowd)
    rights.correct_contact(telling, receipt.code, Contact("", "", "jane@example.org"))
    clerk = people.clerk()
    handle.accept(telling, clerk, receipt.case_number, 1)
    handle.answer(telling, clerk, receipt.case_number, 2, handle.Answer("已责令停产整改。"))
    drain(telling)
    mails = [each.mail for each in mail_server.received]
    assert [mail["Subject"] for mail in mails] == [
        f"Your complaint is recorded, number {receipt.case_number}",
        f"Your complaint {receipt.case_number} was accepted",
        f"Your complaint {receipt.case_number} was answered",
    ]
    assert {mail["To"] for mail in mails} == {"jane@example.org"}
    said = [mail.get_content().replace("\r\n", "\n") for mail in mails]
    english, official = said[0].split(OFFICIAL)
    assert english == ENGLISH_LETTER
    assert official == f"您的投诉已登记，编号 {receipt.case_number}\n\n{LETTER}"
    for letter in said[1:]:
        english, official = letter.split(OFFICIAL)
        assert "Jinshui" in english and not HAN.search(english.replace("明单", ""))
        assert "郑州市生态环境局金水分局" in official


def test_who_filed_before_languages_were_kept_is_written_to_in_chinese(
    telling: Context, mail_server: MailServer
) -> None:
    number = filed(telling)
    with telling.database.writing() as connection:
        sealed = telling.keys.fields.encrypt(b'["", "", "old@example.com", true]')
        connection.execute(update(contacts).values(sealed=sealed))
    drain(telling)
    assert [each.mail["Subject"] for each in mail_server.received] == [f"您的投诉已登记，编号 {number}"]


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
