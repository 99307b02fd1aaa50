"""What the desk keeps beside cases: half-written texts, notes, saved views, units and leave."""
