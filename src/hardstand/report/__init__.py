"""The page that an editor reads."""
