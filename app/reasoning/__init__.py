"""What can be said of hedged numbers, and no more: comparing two, and checking a claim."""
