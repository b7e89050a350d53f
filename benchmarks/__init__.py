"""Measurements as ratios within one run; never run as tests, for times differ between machines."""
