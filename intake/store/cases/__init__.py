"""Cases, and what belongs to a case: its clocks, tasks, objections, what goes along with it."""
