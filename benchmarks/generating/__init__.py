"""Invented news with its readings: templates of our own that know where each of their words will stand."""
