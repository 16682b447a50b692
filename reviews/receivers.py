"""What reviews do when help starts and ends."""
