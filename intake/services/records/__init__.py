"""The record, its keys, and what is kept how long."""
