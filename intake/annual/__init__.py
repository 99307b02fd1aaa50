"""Pure rules of the yearly cycle: obligations, work plans, special reports. No SQL, no Flask, no clock."""
