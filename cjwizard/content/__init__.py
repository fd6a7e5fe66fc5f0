"""What the wizard knows: templates, check questions and examples, in both languages."""
