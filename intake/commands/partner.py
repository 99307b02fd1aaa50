"""partner add | list | key | rotate | revoke | close | hook | resend: other systems and their keys."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import TypeAlias

from intake.cases.partner import Partner, Scope, packed
from intake.services.context import Context, open_context
from intake.services.partners import hooks, keys, managing
from intake.services.partners.keys import Issued, Wanted
from intake.services.partners.managing import NewPartner
from intake.settings import Settings

_Parsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add(subparsers: _Parsers) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("partner", help="管理合作系统：热线、部门业务系统的密钥和事件推送")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    new = _action(actions, "add", "新增合作系统", _add)
    new.add_argument("name", help="系统名称")
    new.add_argument("--region", required=True, help="行政区划代码，例如 410105")
    new.add_argument("--department", default="", help="部门代号（部门业务系统必填；热线不填）")
    _action(actions, "list", "列出全部", _list)
    _key_options(_of_one(actions, "key", "发放密钥", _key))
    _days(_of_key(actions, "rotate", "照样再发一把（旧的仍可用，换好后吊销）", _rotate))
    _of_key(actions, "revoke", "吊销密钥", _revoke)
    _of_one(actions, "close", "停用系统和它的全部密钥", _close)
    hook = _of_one(actions, "hook", "设置（或取消）事件推送网址", _hook)
    hook.add_argument("url", nargs="?", help="https:// 网址；不写就取消推送")
    _of_one(actions, "resend", "重发没有送到的事件", _resend)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Do it. A secret comes last, alone on its line."""
    with closing(open_context(settings)) as ctx:
        print(arguments.action(ctx, arguments))
    return 0


def _action(actions: _Parsers, name: str, said: str, action: object) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=said)
    parser.set_defaults(work=work, action=action)
    return parser


def _of_one(actions: _Parsers, name: str, said: str, action: object) -> argparse.ArgumentParser:
    parser = _action(actions, name, said, action)
    parser.add_argument("partner", type=int, help="系统编号（见 partner list）")
    return parser


def _of_key(actions: _Parsers, name: str, said: str, action: object) -> argparse.ArgumentParser:
    parser = _of_one(actions, name, said, action)
    parser.add_argument("key", type=int, help="密钥编号")
    return parser


def _key_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="密钥名称，写进操作记录")
    parser.add_argument("--scopes", nargs="+", choices=[each.value for each in Scope], required=True)
    parser.add_argument("--client", action="store_true", help="OAuth2 客户端（client_credentials）")
    _days(parser)


def _days(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--days", type=int, default=keys.MOST_DAYS, help="有效天数")


def _one(ctx: Context, arguments: argparse.Namespace) -> Partner:
    return managing.by_operator(ctx, arguments.partner)


def _add(ctx: Context, arguments: argparse.Namespace) -> str:
    made = managing.add(ctx, None, NewPartner(arguments.name, arguments.region, arguments.department))
    return f"已新增 {made.name}（{managing.belongs_to(ctx, made)}），编号：\n{made.id}"


def _list(ctx: Context, _arguments: argparse.Namespace) -> str:
    lines = []
    for partner, found in managing.everything(ctx):
        closed = "，已停用" if partner.closed_at else ""
        lines.append(f"{partner.id}  {partner.name}  {managing.belongs_to(ctx, partner)}{closed}")
        lines += [
            f"    密钥 {each.id}  {each.name}  {packed(each.scopes)}  {managing.key_words(ctx, each)}"
            for each in found
        ]
    return "\n".join(lines) or "还没有合作系统。"


def _key(ctx: Context, arguments: argparse.Namespace) -> str:
    wanted = Wanted(arguments.name, arguments.scopes, arguments.days, arguments.client)
    return _shown(keys.issue(ctx, None, _one(ctx, arguments), wanted))


def _rotate(ctx: Context, arguments: argparse.Namespace) -> str:
    return _shown(keys.rotate(ctx, None, _one(ctx, arguments), arguments.key, arguments.days))


def _shown(issued: Issued) -> str:
    client = f"client_id：{issued.client_id}\n" if issued.client_id else ""
    return f"已发密钥 {issued.key_id}，只显示这一次：\n{client}{issued.secret}"


def _revoke(ctx: Context, arguments: argparse.Namespace) -> str:
    keys.revoke(ctx, None, _one(ctx, arguments), arguments.key)
    return f"已吊销密钥 {arguments.key}。"


def _close(ctx: Context, arguments: argparse.Namespace) -> str:
    found = _one(ctx, arguments)
    managing.close(ctx, None, found)
    return f"已停用 {found.name}，密钥全部吊销。"


def _hook(ctx: Context, arguments: argparse.Namespace) -> str:
    found = _one(ctx, arguments)
    if not arguments.url:
        hooks.remove_hook(ctx, None, found)
        return f"不再向 {found.name} 推送事件。"
    secret = hooks.set_hook(ctx, None, found, arguments.url)
    return f"已设置推送网址。签名密钥只显示这一次：\n{secret}"


def _resend(ctx: Context, arguments: argparse.Namespace) -> str:
    return f"重发 {hooks.resend(ctx, None, _one(ctx, arguments))} 个事件。"
