"""Files in a form: which were chosen, and what may be."""

from typing import BinaryIO, cast

from flask import request

from intake.services.citizens.enclosures import Upload
from intake.web.forms.question import one_line
from intake.web.security import context
from intake.web.words import file_size
from intake.words import gettext as _

ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,video/mp4,video/quicktime,application/pdf"


def uploads() -> list[Upload]:
    """The files that were chosen in the field `files`."""
    chosen = [each for each in request.files.getlist("files") if each.filename]
    return [Upload(one_line(each.filename)[:80], cast("BinaryIO", each.stream)) for each in chosen]


def upload_limits() -> str:
    """How many files of which kinds and sizes, in a sentence."""
    limits = context().settings.limits
    return _(
        "最多 %(files)d 个文件。照片（JPG、PNG、WebP、GIF）每张不超过 %(image)s，"
        "视频（MP4、MOV）每段不超过 %(video)s，PDF 每份不超过 %(pdf)s。"
    ) % {
        "files": limits.files,
        "image": file_size(limits.image_bytes),
        "video": file_size(limits.video_bytes),
        "pdf": file_size(limits.pdf_bytes),
    }
