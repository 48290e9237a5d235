"""Words as copies misspell them."""

from __future__ import annotations


def one_edit_apart(word: str, right: str) -> bool:
    """Whether one letter of `word` is missing, too many or wrong, or two that stand side by side are swapped."""
    if word == right:
        return False
    start = 0
    while start < min(len(word), len(right)) and word[start] == right[start]:
        start += 1
    swapped = word[start : start + 2] == right[start : start + 2][::-1] and word[start + 2 :] == right[start + 2 :]
    return (
        swapped
        or word[start + 1 :] == right[start + 1 :]
        or word[start:] == right[start + 1 :]
        or word[start + 1 :] == right[start:]
    )


def without_a_letter(word: str) -> set[str]:
    """The word, and what it is with one letter left out: words one edit apart share one of these."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
