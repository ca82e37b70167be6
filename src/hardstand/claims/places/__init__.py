"""Which places a text means, and the distances and directions between them."""
