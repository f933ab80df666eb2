"""Files of others that this room reads."""
