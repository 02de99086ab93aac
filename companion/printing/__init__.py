"""Paper and files: what is printed as one small document, and a writer for each kind of file."""
