"""The whole schema: every module that declares tables, loaded, so that `metadata` is complete."""

from intake.store import casework_tables, holds_table, kinds_table, outbox_table, second_factor_table, tables

metadata = tables.metadata
DECLARED_BY = (tables, casework_tables, holds_table, kinds_table, outbox_table, second_factor_table)
