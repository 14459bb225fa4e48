"""The whole book in columns, put together once and kept up with what is judged."""
