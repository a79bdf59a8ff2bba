"""Migrations of the tables of evidence, run by `migrating` when a ledger is opened."""
