"""What the package offers, and what it keeps away from."""
