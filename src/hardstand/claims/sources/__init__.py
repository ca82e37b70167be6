"""Who says it, how firmly, and whose images show it."""
