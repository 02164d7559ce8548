"""Vietnamese as people type it and as it is printed: text, order, numbers, money, dates, names, answers (pure)."""
