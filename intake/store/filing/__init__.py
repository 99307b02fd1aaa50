"""A complaint before it is a case: drafts, and filings that wait."""
