import type { Attributes } from '#core/booth/attributes.ts';
import type { GroupLine } from '#core/booth/group-line.ts';
import type { Face } from '#core/types.ts';
import { labelLines } from '#view/stage/label.ts';
import { shownAge } from '#view/words/face.ts';

const GROUP = { youngest: 'youngest-looking', widestSmile: 'widest smile' } as const;

/** The lines of a person's label in the show: "looks 31–38", "smiling". */
export function resultLines(face: Face, show: Attributes): readonly string[] {
  const [first = '', ...others] = labelLines(face, show, 'full');
  const startsWithAge = face.settled && show.age && face.shown !== null && shownAge(face.shown) !== null;
  return [startsWithAge ? `looks ${first}` : first, ...others];
}

/** What the group line says of this person; null for nothing. */
export function groupWords(id: number, { youngest, widestSmile }: GroupLine): string | null {
  const words = [
    ...(id === youngest ? [GROUP.youngest] : []),
    ...(id === widestSmile ? [GROUP.widestSmile] : []),
  ];
  return words.length > 0 ? words.join(' · ') : null;
}
