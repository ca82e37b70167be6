"""Things, numbers and verbs of a sentence, and what holds of which."""
