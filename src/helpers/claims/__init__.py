"""What the article claims, recomputed and judged."""
