"""The services around the method."""
