"""The services around the method: assignments, caseload, matching."""
