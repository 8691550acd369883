"""The store: SQLite through SQLAlchemy. Knows nothing of what stands above it."""
