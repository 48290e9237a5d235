"""The way back after jumps, and forward again, as a browser has it."""

from __future__ import annotations

from cabletui.cable.model import Place

_LONGEST = 200


class Trail:
    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = 0

    def leave(self, place: Place) -> None:
        """A jump begins here: what lay ahead is forgotten."""
        del self._places[self._at :]
        if not self._places or self._places[-1] != place:
            self._places.append(place)
        del self._places[:-_LONGEST]
        self._at = len(self._places)

    def back(self, here: Place) -> Place | None:
        """Where the last jump began; `here` is kept to come forward to."""
        if self._at == 0:
            return None
        if self._at == len(self._places):
            self._places.append(here)
        self._at -= 1
        return self._places[self._at]

    def forward(self) -> Place | None:
        if self._at + 1 >= len(self._places):
            return None
        self._at += 1
        return self._places[self._at]
