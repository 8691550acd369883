"""Use cases: what the window and the command line ask for. The only package that opens a unit of work."""
