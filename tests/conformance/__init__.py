"""The conformance kit: how it is made, and that it catches what it is there to catch."""
