"""Reads the files of content/ into typed values; every fault is noted with its file and line."""
