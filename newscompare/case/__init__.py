"""A case: its folder, codebook, settings and tables, read and checked."""
