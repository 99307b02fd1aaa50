"""The whole schema: every module that declares tables, loaded, so that `metadata` is complete."""

from intake.store import (
    casework_tables,
    desk_tables,
    holds_table,
    index_queue_table,
    kinds_table,
    merges_table,
    notes_table,
    outbox_table,
    outcome_table,
    people_table,
    publication_table,
    referral_table,
    reminder_tables,
    second_factor_table,
    sign_on_table,
    supervision_tables,
    tables,
    tasks_table,
)

metadata = tables.metadata
DECLARED_BY = (
    tables,
    casework_tables,
    desk_tables,
    holds_table,
    index_queue_table,
    kinds_table,
    notes_table,
    merges_table,
    outbox_table,
    outcome_table,
    people_table,
    publication_table,
    referral_table,
    reminder_tables,
    second_factor_table,
    sign_on_table,
    supervision_tables,
    tasks_table,
)
