"""The pages of the site held against the code: tables, examples, quotes and words."""
