"""An invented province to work on: names, values, workbooks, planted faults and their key."""
