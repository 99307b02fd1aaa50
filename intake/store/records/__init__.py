"""The record of events and its chain; how long contacts are kept."""
