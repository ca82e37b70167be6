"""What stands where on one image."""
