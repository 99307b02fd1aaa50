"""Accounts, sessions and second factors."""
