"""Who drafts, reviews and decides an item list, by level or region (policy, article 5)."""

from dataclasses import dataclass

from registry.places.area import Region


@dataclass(frozen=True, slots=True)
class ListChain:
    """The names of one level's chain. `lead_reviewer` is a department; the other three are words, in
    which {kind} stands for the last character of the region's name and {organ} for the organ's name."""

    id: str
    levels: tuple[str, ...]
    regions: tuple[str, ...]
    drafted_by: str
    lead_reviewer: str
    decided_by: str
    title: str

    def decider(self, region: Region) -> str:
        """省委、省政府"""
        return self.decided_by.format(kind=region.name[-1])

    def list_title(self, organ: str) -> str:
        """河南省水利厅生态环境保护具体事项清单"""
        return self.title.format(organ=organ)


def chain_of(chains: tuple[ListChain, ...], region: Region) -> ListChain | None:
    """The chain that names the region, else the one of its level."""
    named = (each for each in chains if region.code in each.regions)
    of_level = (each for each in chains if region.level in each.levels)
    return next(named, None) or next(of_level, None)
