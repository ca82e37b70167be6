"""From a document to its claims: what the other rooms found, put together."""
