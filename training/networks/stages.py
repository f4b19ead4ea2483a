"""The stages of a network: their widths and their numbers of blocks."""

from collections.abc import Sequence


def stages(
    network: str, widths: Sequence[int], depths: Sequence[int], fewest: int = 1
) -> list[tuple[int, int]]:
    """Width and depth of each stage; `network` is the name for the error message.

    Raises ValueError if there is no stage, the two lengths differ, a width is below 1 or a depth below `fewest`.
    """
    if len(widths) != len(depths) or not widths or min(widths) < 1 or min(depths) < fewest:
        raise ValueError(f"{network}: widths {list(widths)} and depths {list(depths)} do not fit each other")
    return list(zip(widths, depths, strict=True))
