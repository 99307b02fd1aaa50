"""Backups: taken while the service runs, checked whole, put back on an empty machine. Keys lie apart."""
