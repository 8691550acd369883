"""Reads that span tables. Each takes a connection-like reader and gives plain rows."""
