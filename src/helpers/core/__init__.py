"""What every floor needs: numbers, periods, catalogues, tables, paths, messages, errors."""
