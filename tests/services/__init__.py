"""Tests of the services around the method."""
