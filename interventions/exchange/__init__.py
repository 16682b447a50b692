"""Ladder and catalogue as files that another municipality can start from: tables in, tables out, and what differs."""
