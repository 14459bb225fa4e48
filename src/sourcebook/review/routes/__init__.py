"""Thin words between HTTP and the functions that answer, one module per theme."""
