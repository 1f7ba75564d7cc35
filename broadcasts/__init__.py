"""Campaigns: audience, schedule, ledger, pacer, sender, report."""
