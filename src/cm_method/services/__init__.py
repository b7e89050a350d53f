"""The services around the method: what participants get, how it is given, and what is missing."""
