"""Accounts of staff, their sessions, second factors, and who they are to the identity provider."""
