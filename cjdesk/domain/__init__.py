"""Plain rules on plain values: no file, no database, no screen, no clock."""
