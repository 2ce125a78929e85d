"""From what a publisher publishes to tidy tables: one module per publisher."""
