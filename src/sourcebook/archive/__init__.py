"""On how many machines? Archives, read in shards into tables, on any engine, and taken up after any crash."""
