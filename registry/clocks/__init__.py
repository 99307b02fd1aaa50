"""Clock profiles and working days."""
