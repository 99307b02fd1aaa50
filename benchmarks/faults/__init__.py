"""Faults on purpose: processes killed under load, then what was acknowledged is counted (docs/faults.md)."""
