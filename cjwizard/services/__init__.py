"""Use cases as pure functions: each takes an assessment and returns changes or results."""
