import type { CardFormat } from '#core/card.ts';
import type { Box, Size } from '#core/types.ts';
import type { Measure } from '../stage/scene.ts';
import { type CardLine, inSentence } from '../words/card.ts';

/** A text of a card, pixels: its left end on the line `baseline`, its width and font size. */
export interface CardText {
  readonly text: string;
  readonly x: number;
  readonly baseline: number;
  readonly width: number;
  readonly size: number;
  readonly strong: boolean;
  readonly quiet: boolean;
}

/** One person's part of a card, pixels. */
export interface CardCell {
  readonly panel: Box;
  /** A square for the face or its drawing. */
  readonly face: Box;
  readonly texts: readonly CardText[];
}

/** Everything on a card with its place, pixels. */
export interface CardLayout {
  readonly size: Size;
  readonly heading: CardText;
  readonly cells: readonly CardCell[];
  readonly footer: CardText;
  readonly name: CardText;
  /** Where the page's mark is drawn. */
  readonly mark: Box;
}

/** What is written on a card. */
export interface CardContent {
  readonly heading: string;
  readonly footer: string;
  readonly name: string;
  /** The lines of each person; 1 to 8 people. */
  readonly people: readonly (readonly CardLine[])[];
}

/** Sizes of the finished picture, pixels. */
export const CARD_SIZES: { readonly [F in CardFormat]: Size } = {
  portrait: { width: 1080, height: 1350 },
  square: { width: 1080, height: 1080 },
};

/** Free space at the edges of a card, pixels. */
export const CARD_MARGIN = 72;
const GAP = 24;
const HEADING = 60;
const FOOTER = 27;
const MARK = 40;

/** How the cells of a number of people are arranged: the face above the text, or at its left. */
interface Arrangement {
  readonly columns: number;
  readonly rows: number;
  readonly way: 'above' | 'beside';
  /** Side of the face, pixels. */
  readonly face: number;
  /** Largest font size of a word, pixels. */
  readonly type: number;
}

const ARRANGEMENTS: { readonly [F in CardFormat]: readonly Arrangement[] } = {
  portrait: [
    { columns: 1, rows: 1, way: 'above', face: 580, type: 56 },
    { columns: 1, rows: 2, way: 'beside', face: 400, type: 48 },
    { columns: 1, rows: 3, way: 'beside', face: 252, type: 44 },
    { columns: 2, rows: 2, way: 'above', face: 200, type: 38 },
    { columns: 1, rows: 5, way: 'beside', face: 146, type: 38 },
    { columns: 1, rows: 6, way: 'beside', face: 112, type: 32 },
    { columns: 2, rows: 4, way: 'beside', face: 150, type: 32 },
    { columns: 2, rows: 4, way: 'beside', face: 150, type: 32 },
  ],
  square: [
    { columns: 1, rows: 1, way: 'beside', face: 480, type: 50 },
    { columns: 2, rows: 1, way: 'above', face: 340, type: 42 },
    { columns: 1, rows: 3, way: 'beside', face: 188, type: 40 },
    { columns: 1, rows: 4, way: 'beside', face: 132, type: 36 },
    { columns: 2, rows: 3, way: 'beside', face: 150, type: 32 },
    { columns: 2, rows: 3, way: 'beside', face: 150, type: 32 },
    { columns: 2, rows: 4, way: 'beside', face: 120, type: 30 },
    { columns: 2, rows: 4, way: 'beside', face: 120, type: 30 },
  ],
};

/** Font sizes and heights of lines as multiples of a word's font size. */
const AGE = 1.9;
const AGE_LINE = 1.15 * AGE;
const WORD_LINE = 1.36;
/** Space after an age and after a word, in font sizes of a word. */
const AGE_SPACE = 0.5;
const WORD_SPACE = 0.28;
/** Smallest font size of a word, pixels; on a phone as wide as the card its x is a millimetre high. */
const LEAST_TYPE = 20;
/** A line that is too long becomes this much smaller before the type of the whole card does. */
const NARROWEST = 0.76;

/** Places everything on a card. `measure` gives the width of a text in pixels; 1 to 8 people. */
export function layoutCard(content: CardContent, format: CardFormat, measure: Measure): CardLayout {
  const size = CARD_SIZES[format];
  const arrangement = ARRANGEMENTS[format][content.people.length - 1];
  if (arrangement === undefined) throw new RangeError(`${content.people.length} people on a card`);
  const inner = size.width - 2 * CARD_MARGIN;
  const lastLine = size.height - CARD_MARGIN - MARK / 2;
  const heading = oneLine(content.heading, HEADING, true, inner, measure);
  const name = oneLine(content.name, FOOTER * 1.15, true, inner / 4, measure);
  const markX = size.width - CARD_MARGIN - name.width - 12 - MARK;
  const footer = oneLine(content.footer, FOOTER, false, markX - CARD_MARGIN - GAP, measure);
  const top = CARD_MARGIN + HEADING + 40;
  const area = { x: CARD_MARGIN, y: top, width: inner, height: lastLine - MARK / 2 - 36 - top };
  const panels = panelsOf(content.people.length, arrangement, area);
  return {
    size,
    heading: {
      ...heading,
      x: CARD_MARGIN,
      baseline: baselineAt(CARD_MARGIN + HEADING / 2, heading.size),
      quiet: false,
    },
    footer: { ...footer, x: CARD_MARGIN, baseline: baselineAt(lastLine, footer.size), quiet: true },
    name: {
      ...name,
      x: size.width - CARD_MARGIN - name.width,
      baseline: baselineAt(lastLine, name.size),
      quiet: false,
    },
    mark: { x: markX, y: lastLine - MARK / 2, width: MARK, height: MARK },
    cells: cellsOf(content.people, panels, arrangement, measure),
  };
}

type Line = Omit<CardText, 'x' | 'baseline' | 'quiet'>;

/** Half the height of a capital letter, in font sizes. */
const HALF_CAPITAL = 0.364;

/** The baseline on which capitals are centred on `middle`. */
const baselineAt = (middle: number, size: number): number => middle + HALF_CAPITAL * size;

/** A text at a font size, or smaller if it is wider than `most`. */
function oneLine(text: string, size: number, strong: boolean, most: number, measure: Measure): Line {
  const width = measure(text, size, strong);
  const scale = Math.min(1, most / Math.max(1, width));
  return { text, size: size * scale, width: width * scale, strong };
}

/** The panels in reading order; those of a row that is not full are wider. */
function panelsOf(count: number, { columns, rows }: Arrangement, area: Box): readonly Box[] {
  const height = (area.height - (rows - 1) * GAP) / rows;
  return Array.from({ length: count }, (_, index): Box => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const width = (area.width - (inRow - 1) * GAP) / inRow;
    const column = index - row * columns;
    return { x: area.x + column * (width + GAP), y: area.y + row * (height + GAP), width, height };
  });
}

/** Space between a panel's edge and its content, pixels. */
const paddingOf = ({ width, height }: Box): number =>
  Math.round(Math.min(40, Math.max(20, 0.085 * Math.min(width, height))));

/** The cells, with the largest type at which the lines of everybody fit. */
function cellsOf(
  people: CardContent['people'],
  panels: readonly Box[],
  arrangement: Arrangement,
  measure: Measure,
): readonly CardCell[] {
  for (let type = arrangement.type; ; type--) {
    const cells = panels.map((panel, index) =>
      cellOf(people[index] ?? [], panel, arrangement, type, measure),
    );
    if (type <= LEAST_TYPE || cells.every(({ fits }) => fits)) return cells.map(({ cell }) => cell);
  }
}

function cellOf(
  lines: readonly CardLine[],
  panel: Box,
  { way, face: side }: Arrangement,
  type: number,
  measure: Measure,
): { readonly cell: CardCell; readonly fits: boolean } {
  const padding = paddingOf(panel);
  const gap = Math.round(Math.min(44, 0.75 * padding + 6));
  const isAbove = way === 'above';
  const width = panel.width - 2 * padding - (isAbove ? 0 : side + gap);
  const rows = rowsOf(lines, type, width, measure);
  const height = rows.reduce((sum, row) => sum + row.height, 0);
  const room = panel.height - 2 * padding - (isAbove ? side + gap : 0);
  const block = isAbove ? side + gap + height : Math.max(side, height);
  const top = panel.y + (panel.height - block) / 2;
  const face: Box = {
    x: isAbove ? panel.x + (panel.width - side) / 2 : panel.x + padding,
    y: isAbove ? top : panel.y + (panel.height - side) / 2,
    width: side,
    height: side,
  };
  const left = isAbove ? panel.x + padding : face.x + side + gap;
  let y = isAbove ? face.y + side + gap : panel.y + (panel.height - height) / 2;
  const texts: CardText[] = [];
  for (const row of rows) {
    let x = isAbove ? left + (width - row.width) / 2 : left;
    const baseline = baselineAt(y + row.height / 2, row.size);
    for (const run of row.runs) {
      texts.push({ ...run, x, baseline });
      x += run.width + row.space;
    }
    y += row.height;
  }
  return {
    cell: { panel, face, texts },
    fits: height <= room && rows.every(({ scale }) => scale >= NARROWEST),
  };
}

/** The texts of one line, left to right. */
interface Row {
  readonly runs: readonly (Line & { readonly quiet: boolean })[];
  /** Largest font size, pixels. */
  readonly size: number;
  readonly space: number;
  readonly width: number;
  readonly height: number;
  /** By how much the line was made smaller to fit. */
  readonly scale: number;
}

/** One row for each line, but two of one group stand in one row if there is room. */
function rowsOf(lines: readonly CardLine[], type: number, width: number, measure: Measure): readonly Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < lines.length; ) {
    const [first, second] = lines.slice(at, at + 2);
    if (first === undefined) break;
    const both = second?.group === first.group ? rowOf([first, second], type, width, measure) : null;
    const row = both?.scale === 1 ? both : rowOf([first], type, width, measure);
    rows.push(row);
    at += row.runs.length;
  }
  return rows;
}

function rowOf(lines: readonly CardLine[], type: number, most: number, measure: Measure): Row {
  const afterAge = lines[0]?.kind === 'age';
  const runs = lines.map((line, index) => {
    const strong = line.kind === 'age';
    const size = (strong ? AGE : 1) * type;
    const text = index === 0 || afterAge ? line.text : `· ${inSentence(line.text)}`;
    return { text, size, strong, quiet: line.kind === 'withheld', width: measure(text, size, strong) };
  });
  const space = (afterAge ? AGE_SPACE : WORD_SPACE) * type;
  const width = runs.reduce((sum, run) => sum + run.width, (runs.length - 1) * space);
  const scale = Math.min(1, most / Math.max(1, width));
  return {
    runs: runs.map((run) => ({ ...run, size: run.size * scale, width: run.width * scale })),
    size: Math.max(...runs.map((run) => run.size)) * scale,
    space: space * scale,
    width: width * scale,
    height: type * (afterAge ? AGE_LINE : WORD_LINE),
    scale,
  };
}
