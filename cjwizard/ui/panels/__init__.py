"""What the pages are made of: one module a page."""
