"""`python -m registry check content`: every fault by file and line, and whether there are any."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from registry.examples import load_examples
from registry.faults import ContentError
from registry.loading import load


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0 when the content loads, 1 when it has faults."""
    parser = argparse.ArgumentParser(prog="python -m registry", description="检查清单内容")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="逐条列出内容中的错误")
    check.add_argument("content", type=Path, nargs="?", default=Path("content"))
    return _check(parser.parse_args(arguments).content)


def _check(content: Path) -> int:
    say = sys.stdout.write
    try:
        registry = load(content)
        examples = load_examples(content, registry)
    except ContentError as error:
        for fault in error.faults:
            say(f"{content.as_posix()}/{fault.file}:{fault.line}: [{fault.kind}] {fault.message}\n")
        kinds = Counter(fault.kind for fault in error.faults)
        counted = "，".join(f"{kind} {count}" for kind, count in kinds.most_common())
        say(f"内容有 {len(error.faults)} 处错误，不能发布：{counted}\n")
        return 1
    items = sum(len(release.items) for release in registry.releases)
    say(
        f"内容无误：{len(registry.regions)} 个地区，{len(registry.towns)} 个乡镇街道，"
        f"{len(registry.departments)} 个部门，{len(registry.releases)} 份清单，{items} 个事项，"
        f"{len(registry.statutes)} 件依据，{len(registry.lead_decisions)} 份牵头意见，"
        f"{len(registry.matters_without_lead)} 件未明确牵头部门的事项，{len(examples)} 条示例投诉\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
