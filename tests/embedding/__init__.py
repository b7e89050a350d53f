"""The example of embedding keeps what it promises, with a real PostgreSQL."""
