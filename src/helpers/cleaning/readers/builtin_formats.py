"""Number formats that spreadsheets know by number (ECMA-376 Part 1, 18.8.30).

Those whose currency depends on the computer (5-8, 41-44) are given without one.
"""

_ACCOUNTING = '_-* #,##0{0}_-;-* #,##0{0}_-;_-* "-"{1}_-;_-@_-'

BUILTIN_FORMATS: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: "#,##0;-#,##0", 6: "#,##0;[Red]-#,##0", 7: "#,##0.00;-#,##0.00",
    8: "#,##0.00;[Red]-#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), "dd/mm/yyyy"),
    **dict.fromkeys((*range(32, 36), 55, 56), "h:mm:ss"),
    37: "#,##0;(#,##0)", 38: "#,##0;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)",
    **dict.fromkeys((41, 42), _ACCOUNTING.format("", "")),
    **dict.fromkeys((43, 44), _ACCOUNTING.format(".00", "??")),
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
