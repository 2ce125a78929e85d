"""A run made ready for readers."""
