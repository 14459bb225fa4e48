"""Actors across reports: who is new, and who may be one."""
