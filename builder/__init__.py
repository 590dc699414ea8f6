"""selon: fact-checks as a static site (who says so, under which condition, and when)."""

__version__ = "0.1.0"
