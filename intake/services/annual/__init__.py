"""The yearly cycle: work plans, special reports, the board of both, their publication."""
