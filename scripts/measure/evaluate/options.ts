import { parseArgs } from 'node:util';
import { PARTS, type Part } from '../../lab/manifest.ts';
import type { Selection } from './sets/sets.ts';

export interface Options extends Selection {
  /** The folder of the attribute network that is evaluated. */
  readonly network: string;
  readonly robust: boolean;
  /** The file to which figures are written; null: they are only printed. */
  readonly json: string | null;
  /** The card whose held-out figures are replaced. */
  readonly card: string | null;
  /** The command as it was entered, stored with the figures. */
  readonly command: string;
}

export const SHIPPED = 'public/models/face-attributes';
const HELD_OUT: Part = 'held-out';

export const USAGE = `npm run evaluate -- --manifest FILE [--set NAME …] [--set csv=FILE …] [options]
  --manifest FILE        labelled pictures, from python -m training prepare --out FILE
  --set NAME             a set of the manifest, such as utkface; by default all with pictures of the part
  --set csv=FILE         your own pictures: path, age, gender, emotion, smile, group; empty = unknown
  --part ${HELD_OUT}        the part of the manifest: ${PARTS.join(', ')}
  --all                  every part of the manifest, also pictures that training has seen
  --robust               also some pictures of each set blurred, dark, at 32 pixels, rotated by 30 degrees
  --limit N              N pictures of each set, the same every time
  --json OUT             writes all figures
  --card FILE            writes the figures into a card, such as ${SHIPPED}/card.json
  --network ${SHIPPED}`;

/** Parses the arguments of the command. Throws with a sentence for users if they are invalid. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      manifest: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
      part: { type: 'string' },
      network: { type: 'string', default: SHIPPED },
      all: { type: 'boolean', default: false },
      limit: { type: 'string' },
      robust: { type: 'boolean', default: false },
      json: { type: 'string' },
      card: { type: 'string' },
    },
  });
  const limit = values.limit === undefined ? null : Number(values.limit);
  if (limit !== null && !(Number.isInteger(limit) && limit > 0)) {
    throw new Error('--limit must be a whole number above 0');
  }
  if (values.all && values.part !== undefined) throw new Error('--all is every part: not with --part');
  const part = values.all ? null : parsePart(values.part ?? HELD_OUT);
  if (values.card !== undefined && (part !== HELD_OUT || limit !== null)) {
    throw new Error('--card takes figures of all held-out pictures: not with --all, --part or --limit');
  }
  const { names, tables } = parseSets(values.set);
  const manifest = values.manifest ?? null;
  if (manifest === null && names.length > 0) {
    throw new Error(
      `--set ${names[0]} is a set of a manifest: give --manifest FILE, made by python -m training prepare`,
    );
  }
  if (manifest === null && tables.length === 0) {
    throw new Error('there is nothing to evaluate: give --manifest FILE or --set csv=FILE');
  }
  return {
    manifest,
    names,
    tables,
    part,
    limit,
    network: values.network,
    robust: values.robust,
    json: values.json ?? null,
    card: values.card ?? null,
    command: ['npm run evaluate --', ...args.map(quoted)].join(' '),
  };
}

function parsePart(text: string): Part {
  const part = PARTS.find((one) => one === text);
  if (!part) throw new Error(`--part ${text}: must be one of ${PARTS.join(', ')}`);
  return part;
}

/** Separates `NAME` and `csv=FILE`. */
function parseSets(texts: readonly string[]): Pick<Selection, 'names' | 'tables'> {
  const folder = texts.find((text) => text.includes('=') && !/^csv=./.test(text));
  if (folder) {
    throw new Error(
      `--set ${folder}: must be NAME or csv=FILE; folders are read by python -m training prepare --set NAME=DIR ` +
        '--out FILE, then give --manifest FILE --set NAME',
    );
  }
  const tables = texts.filter((text) => text.includes('='));
  return {
    names: texts.filter((text) => !text.includes('=')),
    tables: tables.map((text) => text.slice('csv='.length)),
  };
}

function quoted(arg: string): string {
  return /^[\w./=,:+-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`;
}
