"""The services around the method, and how they work together."""
