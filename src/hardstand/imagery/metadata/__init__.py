"""What is known of an image besides its pixels, one module per source; `merge` says which of them wins."""
