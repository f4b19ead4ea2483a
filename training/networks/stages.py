"""Stages of one network: how wide each is and of how many blocks."""

from collections.abc import Sequence


def stages(
    network: str, widths: Sequence[int], depths: Sequence[int], fewest: int = 1
) -> list[tuple[int, int]]:
    """Width and depth of each stage; `network` is its name, for the message.

    Raises ValueError when there is no stage, the two are not of one length, a width is below 1 or a depth below
    `fewest`.
    """
    if len(widths) != len(depths) or not widths or min(widths) < 1 or min(depths) < fewest:
        raise ValueError(f"{network}: widths {list(widths)} and depths {list(depths)} do not fit each other")
    return list(zip(widths, depths, strict=True))
