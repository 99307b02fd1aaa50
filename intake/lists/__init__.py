"""Pure rules of how an item list comes to be: its draft, states and limits. No SQL, no Flask, no clock."""
