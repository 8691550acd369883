"""National frameworks: locked reference data, read from ``resources/frameworks``."""
