"""The version of this program: what a backup, a metric and a report name. The same as pyproject.toml's."""

VERSION = "0.1.0"
