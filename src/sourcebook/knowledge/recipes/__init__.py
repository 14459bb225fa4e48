"""How the generated knowledge files were made; not needed at run time."""
