"""Windows that pages are looked at in, in CSS pixels."""

PHONE, DESKTOP = (360, 740), (1280, 900)
