"""What is made once and kept, also when a whole crowd asks for it in the same moment."""

from collections.abc import Callable, Hashable
from threading import RLock
from typing import Final, Generic, TypeVar

Made = TypeVar("Made")


class Once(Generic[Made]):
    """A function that is called once for each set of arguments.

    ``functools.cache`` calls it again for everybody who asks while the first call is under way: a hundred people who arrive
    at a server just started would compile the same chart a hundred times. Here they wait for the first.
    """

    def __init__(self, make: Callable[..., Made]) -> None:
        self._make: Final = make
        self._made: Final[dict[tuple[Hashable, ...], Made]] = {}
        self._making: Final = RLock()

    def __call__(self, *args: Hashable) -> Made:
        """Return what the function makes of *args*. What it raises is raised here too, and the next call tries again."""
        if args not in self._made:
            with self._making:
                if args not in self._made:
                    self._made[args] = self._make(*args)
        return self._made[args]

    def cache_clear(self) -> None:
        """Forget everything that was made."""
        self._made.clear()
