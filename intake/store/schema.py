"""The whole schema: every module that declares tables, loaded, so that `metadata` is complete."""

from intake.store import tables
from intake.store.annual import annual_tables
from intake.store.cases import (
    casework_tables,
    corrections_table,
    kinds_table,
    merges_table,
    outcome_table,
    tasks_table,
)
from intake.store.desk import desk_tables, notes_table, people_table
from intake.store.filing import waiting_table
from intake.store.lists import list_publications_table, list_tables
from intake.store.notices import outbox_table
from intake.store.office import reminder_tables, supervision_tables
from intake.store.partners import open311_table, partner_tables
from intake.store.publication import publication_table
from intake.store.records import holds_table
from intake.store.referrals import referral_table
from intake.store.search import index_queue_table
from intake.store.sharing import sharing_tables, worker_beats_table
from intake.store.staff import second_factor_table, sign_on_table

metadata = tables.metadata
DECLARED_BY = (
    tables,
    annual_tables,
    casework_tables,
    corrections_table,
    desk_tables,
    holds_table,
    index_queue_table,
    kinds_table,
    list_publications_table,
    list_tables,
    notes_table,
    merges_table,
    open311_table,
    outbox_table,
    outcome_table,
    partner_tables,
    people_table,
    publication_table,
    referral_table,
    reminder_tables,
    second_factor_table,
    sharing_tables,
    sign_on_table,
    supervision_tables,
    tasks_table,
    waiting_table,
    worker_beats_table,
)
