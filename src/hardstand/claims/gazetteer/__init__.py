"""Where the named places of the world lie."""
