"""The nouns as frozen dataclasses, identity by content, and the tables of reasons."""
