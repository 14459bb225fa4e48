"""Which claims tell one happening, and what do they tell together? Pure functions over the entries of a book."""
