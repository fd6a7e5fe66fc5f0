"""The type of Streamlit's messages."""

from typing import Any

Proto = Any
"""A message of Streamlit's protocol: of many kinds, read by the names of its fields."""
