"""`make bench`: how long the pages take and how much they ask, in a big account, beside bare pages of the same rows.

Not a part of `make test`: a figure depends on the machine, and only the comparison within one run says something.
"""
