"""All tables of both databases, for whoever needs them whole: migrations, backup, the inventory test."""

from __future__ import annotations

from storage.campaigns import tables as campaign_tables
from storage.residents import tables as resident_tables
from storage.staff import tables as staff_tables
from storage.tips import key_tables, tables

SUBJECTS = (campaign_tables, resident_tables, staff_tables, tables, key_tables)
"""The modules that hang tables on `storage.metadata`."""
