"""Worked cases as data: one file a reading, read by `notation.py` and tried by the tests here."""
