// A room that has only headers still needs one file.
