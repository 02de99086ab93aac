"""The rules of Easy Read that simple patterns can test, each by its id."""
