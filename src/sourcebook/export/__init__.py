"""In whose format? One module per format."""
