"""Tests, mirroring the package: `laws/` for properties, `examples/` for worked cases as data."""
