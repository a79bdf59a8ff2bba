"""Linking: which points of which reports belong together, from readings and decisions alone."""
