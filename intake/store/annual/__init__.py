"""Work plans and special reports."""
