"""The catalogue of services, and what fits."""
