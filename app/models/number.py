"""Numbers as they are stored."""

from typing import Any

import sqlalchemy as sa

COUNT = sa.BigInteger()
"""A whole number that counts something, or an amount in whole base units."""


class Number(sa.types.TypeDecorator[int | float]):
    """A number of any property, in base units; whole numbers come back as `int`, so that 24 is never 24.0.

    Exact for whole numbers up to 2**53 and for decimals of up to 15 digits (IEEE 754 binary64).
    """

    impl = sa.Double
    cache_ok = True

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> int | float | None:
        """Give whole numbers as integers."""
        return int(value) if value is not None and float(value).is_integer() else value
