"""Every step on a case: who may take it, what it changes, which clocks it turns."""
