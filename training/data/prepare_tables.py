"""The texts that prepare prints: the outcome of each set's pictures, and the list of known sets."""

from collections.abc import Mapping

from training.data.entries import Tally
from training.data.sets.known import SETS
from training.data.sets.listing import SetError, SetPlace
from training.data.splits import PARTS


def table_of(tallies: Mapping[str, Tally]) -> str:
    """One line per set: the number of pictures in all, by part, and left out by reason."""
    order = ("train", "validation", "held-out")
    assert set(order) == set(PARTS)
    heading = f"{'set':<12}{'pictures':>9}{'train':>9}{'validation':>12}{'held out':>10}  left out"
    lines = [heading]
    for name, tally in tallies.items():
        why = ", ".join(f"{count} {reason}" for reason, count in sorted(tally.left_out.items()))
        train, validation, held_out = (tally.parts[one] for one in order)
        lines.append(
            f"{name:<12}{tally.pictures:>9}{train:>9}{validation:>12}{held_out:>10}  {why or 'none'}"
        )
    return "\n".join(lines)


def list_of(places: Mapping[str, SetPlace]) -> str:
    """A description of each known set, whether its given folder is readable, and where to get it."""
    lines = []
    for name, known in SETS.items():
        lines.append(f"{name}: {known.what}")
        lines.append(f"  gives    {known.gives}; licence: {known.licence}")
        if name in places:
            try:
                listing = known.read(places[name])
                lines.append(f"  given    {len(listing.pictures)} pictures in {places[name].folder}")
            except SetError as error:
                lines.append(f"  missing  {error}")
        else:
            lines.append("  not given")
        lines.append(f"  owner    {known.owner}")
        lines.append(f"  copy     {known.copy or 'none known'}")
    return "\n".join(lines)
