"""Speech measured: ``make bench-audio``. Each module is one part and gives one section of the page it writes."""
