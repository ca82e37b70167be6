"""Images in: what is known of them, their pixels by window, and where the ground was seen."""
