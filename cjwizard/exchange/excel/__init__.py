"""The Excel workbook: the to-do list first, then everything behind it, with living formulas."""
