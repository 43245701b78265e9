"""Pictures of a frame: each function takes data and returns a figure, and knows nothing of pages."""
