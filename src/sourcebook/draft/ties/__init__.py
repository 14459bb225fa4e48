"""What ties two entities? Patterns over the parse, one file per family of ties."""
