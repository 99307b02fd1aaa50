"""Work on files of unknown worth in a process of its own, which may take so much and no more."""
