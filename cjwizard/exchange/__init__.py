"""Files in and out: models to bytes and back."""
