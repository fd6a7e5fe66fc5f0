"""Klantreiswijzer / Customer Journey Wizard: from what you know of your customers to an ordered to-do list."""

__version__ = "0.1.0"
