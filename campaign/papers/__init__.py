"""Papers: what is printed for one initiative or one award, as values that any writer of files can lay out."""
