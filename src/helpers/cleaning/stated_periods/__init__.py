"""The periods that texts name: one grammar for titles, heads of columns, labels of rows and keys.

``phrases`` takes the words apart (its patterns are data, ``periods.yml``), ``meaning`` says what a
phrase is beside the period of the report, ``lines`` reads titles, ``labels`` the names of rows,
``relative`` writes periods as distances from that of the report.
"""
