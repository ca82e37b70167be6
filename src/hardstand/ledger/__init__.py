"""What came, stayed and left, and between which two images."""
