"""Pages in a real browser: what a person sees, presses and keeps."""
