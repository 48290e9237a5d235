"""A reader for diplomatic cables in a terminal."""

__version__ = "0.1.0"
