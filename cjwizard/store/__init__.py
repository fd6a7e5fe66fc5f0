"""Places where assessments are kept."""
