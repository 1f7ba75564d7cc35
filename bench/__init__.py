"""`make bench`: Pháo Đài beside what a developer would pick instead, in one table of one run."""
