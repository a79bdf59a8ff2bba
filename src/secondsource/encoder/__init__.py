"""The trained encoder: text in, word-level scores and vectors out."""
