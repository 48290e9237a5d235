"""What a note is: notes, their anchors in a cable, and their text form."""
