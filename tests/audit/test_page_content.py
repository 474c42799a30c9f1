"""What a page strikes or does not show is no content."""

from __future__ import annotations

import pytest

from helpers.audit.readers.report_file import passages_of


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ("<p>đạt <del>95</del><s>94</s><strike>93</strike><ins>99</ins>%</p>", ["đạt 99%"]),
        ("<p>a<span style='DISPLAY : none'>1</span>b<i hidden>2</i>c</p>", ["abc"]),
        ("<div style='display:none'><p>1</p><table><tr><td>2</table></div><p>b</p>", ["b"]),
        ("<p>a<span style='text-decoration: red line-through'>1</span></p>", ["a"]),
        ("<p>a<span style='mso-hide:all'>1</span><!-- 2 --></p>", ["a"]),
        ("<style>.x{display:none}</style><p class=x>1</p><p>b<b class='y x'>2</b></p>", ["b"]),
        ("<style>.x{display:none}.x.y{display:inline}</style><p>b<b class='y x'>2</b>", ["b2"]),
        ("<style>@media print{p{display:none}}</style><p>a</p>", ["a"]),
        ("<table><tr><td>a<td style='text-decoration:line-through'>1<td>2</table>", ["a |  | 2"]),
        ("<table><tr hidden><td>1</tr><tr><td>a<td>2</table>", ["a | 2"]),
        ("<p>a<br>b<del>1</p><p>c</p>", ["a b", "c"]),
        ("<script>1</script><noscript>2</noscript><template><p>3</p></template><p>a", ["a"]),
    ],
)
def test_what_is_shown_is_read(body, read):
    assert [p.text for p in passages_of(body.encode(), "a.html")] == read


def test_struck_text_and_note_marks_of_markdown():
    found = passages_of("Đàn bò 1.313[^2] con, đạt ~~95,3%~~ 98,7%.".encode(), "a.md")
    assert [p.text for p in found] == ["Đàn bò 1.313 con, đạt  98,7%."]
