"""All that touches a disk."""
