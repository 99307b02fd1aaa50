"""The yearly cycle in the published record: who must report, what was reported, plans declared public."""
