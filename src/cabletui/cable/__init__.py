"""What a cable is: text in, Cable out. No file, no clock, no user interface."""
