"""What a case consists of: the kinds of entries, and what they say together on a day."""
