"""Is it right? The server of the review page: it reads the book, and appends what people judge, decide and add."""
