"""A workbook that comes back: what was done in it, beside what it was made of."""
