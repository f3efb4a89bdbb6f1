"""When sources were read: a day for each time that somebody went through them."""

from datetime import date
from typing import Final

# A second look at the clinical basis in November 2026; its last day stands for all of it.
NOVEMBER_2026: Final = date(2026, 11, 30)
