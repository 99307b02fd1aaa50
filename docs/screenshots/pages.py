"""Every kind of page: its name, who looks at it, its address, and what is unfolded first."""

from __future__ import annotations

from dataclasses import dataclass

HEAD, OFFICE, CLERK = "jinshui-st-fz", "zhengzhou", "jinshui-cg"


@dataclass(frozen=True, slots=True)
class Shot:
    """One page. `login`: whose desk, "" for the public; `unfold`: the words of what is folded on it.
    `{routed}`, `{accepted}`, `{undecided}`, `{draft}` in an address are what the world has."""

    name: str
    address: str
    login: str = ""
    unfold: tuple[str, ...] = ()


PUBLIC = (
    Shot("home", "/"),
    Shot("home-english", "/en/"),
    Shot("search", "/search?q=饭店冒烟"),
    Shot("search-nothing", "/search?q=zzzzqqqq"),
    Shot("who", "/who?matter=WL-001&region=410105"),
    Shot("topics", "/topics/"),
    Shot("topic", "/topics/noise/"),
    Shot("item", "/items/CG-001/"),
    Shot("departments", "/departments/"),
    Shot("department", "/departments/ecology/"),
    Shot("regions", "/regions/"),
    Shot("region", "/regions/410105/"),
    Shot("lists", "/lists/"),
    Shot("list", "/lists/410000/ecology/2026-09-01/"),
    Shot("matrix", "/lists/matrix/"),
    Shot("lead-decisions", "/lead-decisions/"),
    Shot("without-lead", "/matters-without-lead/"),
    Shot("register", "/matters-without-lead/register/"),
    Shot("duties", "/duties/410000/"),
    Shot("policies", "/policies/"),
    Shot("plans", "/plans/"),
    Shot("reports", "/reports/"),
    Shot("report", "/reports/410300/government/2025/"),
    Shot("results", "/results/"),
    Shot("result", "/results/410105-2026-0001/"),
    Shot("statistics", "/results/statistics/"),
    Shot("glossary", "/glossary/"),
    Shot("about", "/about/"),
    Shot("display", "/display"),
    Shot("guide", "/complain-guide/"),
    Shot("api", "/api/"),
    Shot("style", "/style/"),
    Shot("not-found", "/nowhere/"),
    Shot("complain", "/complain/"),
    Shot("track", "/track"),
)
DESK = (
    Shot("desk-login", "/staff/login"),
    Shot("desk-inbox", "/desk/", HEAD),
    Shot("desk-case", "/desk/cases/{routed}", HEAD),
    Shot("desk-object", "/desk/cases/{routed}", HEAD, ("其他操作", "不归本单位")),
    Shot("desk-answer", "/desk/cases/{accepted}", HEAD),
    Shot("desk-extend", "/desk/cases/{accepted}", HEAD, ("其他操作", "延长期限")),
    Shot("desk-referrals", "/desk/cases/{accepted}/referrals", HEAD),
    Shot("desk-print", "/desk/cases/{routed}/print", HEAD),
    Shot("desk-tasks-of-case", "/desk/cases/{accepted}/tasks", HEAD),
    Shot("desk-notes", "/desk/cases/{accepted}/notes", HEAD),
    Shot("desk-search", "/desk/search?q=黑烟", HEAD),
    Shot("desk-board", "/desk/board", OFFICE),
    Shot("desk-triage", "/desk/cases/{undecided}", OFFICE),
    Shot("desk-office-inbox", "/desk/", OFFICE),
    Shot("desk-reminders", "/desk/reminders", OFFICE),
    Shot("desk-tasks", "/desk/tasks", HEAD),
    Shot("desk-mentions", "/desk/mentions", HEAD),
    Shot("desk-complainants", "/desk/complainants", OFFICE),
    Shot("desk-leads", "/desk/leads", OFFICE),
    Shot("desk-lists", "/desk/lists", HEAD),
    Shot("desk-annual", "/desk/annual", HEAD),
    Shot("desk-checks", "/desk/checks", OFFICE),
    Shot("desk-partners", "/desk/partners", OFFICE),
    Shot("desk-people", "/desk/people", HEAD),
    Shot("desk-key-in", "/desk/key-in", CLERK),
    Shot("desk-account", "/staff/account", HEAD),
)
# Pages of the complaint's own way are taken while it is walked, see walk.py.
WALKED = (
    *("what", "matter", "where", "when", "evidence", "contact", "check", "receipt"),
    *("case-filed", "case-answered", "rate", "review"),
)
# What documents show in full: a page and a width.
SHOWN = (
    *((name, 360) for name in ("home", "item", "receipt")),
    *((name, 1440) for name in ("home", "desk-login", "desk-inbox", "desk-case", "desk-object")),
    *((name, 1440) for name in ("desk-answer", "desk-extend", "desk-triage", "desk-board")),
)
