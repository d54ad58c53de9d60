"""Who speaks: one cast for each text, and each source looked up in it."""
