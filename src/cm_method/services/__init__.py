"""The services around the method: what the sources say of each, and whom each is for."""
