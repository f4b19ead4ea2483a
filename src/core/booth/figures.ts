/** The figures of the card that the show tells visitors. Parts are 0…1, years are mean absolute errors. */
export interface Figures {
  /** Over the sets with ages: the smallest and the largest. */
  readonly ageError: readonly [number, number];
  /** Least part of a set's ages that are inside their range. */
  readonly ageInside: number;
  readonly smileRight: number;
  /** Over the sets with emotions: the smallest part that is right. */
  readonly emotionRight: number;
  readonly fearRight: number;
  readonly childGenderRight: number;
  /** Side of the picture of a face that the network sees, pixels. */
  readonly side: number;
}

/** Reads the figures from card.json; null if one is missing. */
export function readFigures(card: unknown): Figures | null {
  const at = (...path: readonly string[]): number => {
    let value = card;
    for (const name of path)
      value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
    return typeof value === 'number' ? value : Number.NaN;
  };
  const ages = ['utkface', 'allagefaces', 'apparreal'] as const;
  const errors = ages.map((set) => at('heldOut', set, 'age', 'mae'));
  const figures: Figures = {
    ageError: [Math.min(...errors), Math.max(...errors)],
    ageInside: Math.min(...ages.map((set) => at('heldOut', set, 'age', 'coverage80'))),
    smileRight: at('heldOut', 'genki4k', 'smile', 'accuracy'),
    emotionRight: Math.min(...['ferplus', 'rafdb'].map((set) => at('heldOut', set, 'emotion', 'accuracy'))),
    fearRight: at('heldOut', 'ferplus', 'emotion', 'byClass', 'fear', 'recall'),
    childGenderRight: at('heldOut', 'utkface', 'gender', 'byBand', '0-9', 'accuracy'),
    side: at('input', 'width'),
  };
  return Object.values(figures).flat().every(Number.isFinite) ? figures : null;
}
