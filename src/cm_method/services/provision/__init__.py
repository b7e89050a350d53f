"""The survey of provision: who offers which service to whom, and whether access is equal."""
