"""How well the rules judge: labelled files in, figures and misjudged lines out, by the very rules that users meet.

Knows no database and no screen; ``manage.py evaluate`` and ``make evaluate`` read and print.
"""
