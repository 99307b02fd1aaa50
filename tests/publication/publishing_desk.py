"""A desk whose cases are answered and then published."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image
from samples import JINSHUI, People

from intake.cases.model import Contact, Role, Staff, Verdict
from intake.cases.publication import Words
from intake.services.casework import handle
from intake.services.casework.handle import Answer
from intake.services.context import Context
from intake.services.filing import drafts, submit
from intake.services.publication import preparing, showing

TEXT = "张小明说花园路12号院3号楼对面的厂冒烟，电话13800001111，名叫小芳的也闻到。"
ANSWER = "已责令改正。联系王建国，0371-65506666。"
CONTACT = Contact("小芳", "13712345678", "fang@example.com")


@dataclass
class Desk:
    """The people of one organ, and what they publish."""

    ctx: Context
    people: People

    @property
    def clerk(self) -> Staff:
        return self.people.clerk()

    @property
    def head(self) -> Staff:
        return self.people.organ_role(Role.UNIT_HEAD)

    def answered(self, **said: object) -> str:
        """A case with one photo that was answered; returns its number."""
        token = drafts.start(self.ctx)
        fields = {"text": TEXT, "item": "ST-001", "region": JINSHUI, "name": CONTACT.name}
        contact = {"phone": CONTACT.phone, "email": CONTACT.email, "anonymous": False}
        drafts.save(self.ctx, token, {**fields, **contact, **said})
        drafts.add_evidence(self.ctx, token, "a.jpg", photo())
        number = submit.submit_draft(self.ctx, token).case_number
        version = handle.accept(self.ctx, self.clerk, number, 1)
        handle.answer(self.ctx, self.clerk, number, version, Answer(ANSWER, Verdict.LARGELY_TRUE))
        return number

    def saved(self, number: str, change: Callable[[Words], Words] = lambda words: words) -> int:
        """Save what is offered, changed if wanted; returns the version."""
        words = change(showing.shown(self.ctx, self.clerk, number).publication.words)
        version = showing.shown(self.ctx, self.clerk, number).publication.version
        return preparing.save(self.ctx, self.clerk, number, version, words)

    def proposed(self, number: str) -> int:
        """Save what is offered and propose it."""
        return preparing.propose(self.ctx, self.clerk, number, self.saved(number))


def photo() -> io.BytesIO:
    """A white photo with a red square in its upper left quarter and its place in the EXIF."""
    picture = Image.new("RGB", (400, 300), "white")
    picture.paste("red", (0, 0, 200, 150))
    exif = picture.getexif()
    exif[0x0110] = "PHONE-OF-SOMEBODY"
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=95, exif=exif)
    stream.seek(0)
    return stream
