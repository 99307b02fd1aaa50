"""Pure rules of casework: no web, no SQL, no clock."""
