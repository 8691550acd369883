"""What a community justice co-ordinator does, without screen or SQL."""

__version__ = "0.1.0"
