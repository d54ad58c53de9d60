"""What the notebooks of the book call: values, tables, links to rows."""
