"""Nouns and rules: what an assessment is, and how its phases and actions are ordered."""
