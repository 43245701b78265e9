"""Rows about single children for officers: what their visits say, cases, workshops and audits. Never for the hall."""
