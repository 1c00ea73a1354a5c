"""The kernel: quantities, fields, conditions and the two questions put to a rule.

Read in this order: exact, dates, workdays, show, errors, numerals, fields, reading, model, judging,
wording, running, searching, solving,
describing. Nothing here knows a rule; nothing here imports more than the language itself.
"""
