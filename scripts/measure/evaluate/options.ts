import { parseArgs } from 'node:util';
import { parseSet, type SetRequest } from './sets/sets.ts';

export interface Options {
  readonly sets: readonly SetRequest[];
  /** The folder of the attribute network that is evaluated. */
  readonly network: string;
  readonly all: boolean;
  readonly limit: number | null;
  readonly robust: boolean;
  /** Where the figures are written; null: printed only. */
  readonly json: string | null;
  /** The card whose held-out figures are replaced. */
  readonly card: string | null;
  /** The command as it was given, for the record. */
  readonly command: string;
}

export const SHIPPED = 'public/models/face-attributes';

export const USAGE = `npm run evaluate -- --set NAME=DIR [--set …] [options]
  --set utkface=DIR, ferplus=DIR[,CSV], genki4k=DIR, rafdb=DIR, allagefaces=DIR, apparreal=DIR, fairface=DIR
  --set csv=FILE         pictures of one's own: path, age, gender, emotion, smile, group; empty = unknown
  --robust               a part of each set blurred, dark, at 32 pixels, turned by 30 degrees
  --all                  pictures that training has seen too, instead of held-out ones alone
  --limit N              N pictures of each set, the same every time
  --json OUT             writes all figures
  --card FILE            puts the figures into a card, as ${SHIPPED}/card.json
  --network ${SHIPPED}`;

/** Throws with a sentence for what cannot be understood. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      set: { type: 'string', multiple: true, default: [] },
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
  if (values.card !== undefined && (values.all || limit !== null)) {
    throw new Error('--card takes figures of all held-out pictures: not with --all or --limit');
  }
  if (values.set.length === 0) throw new Error('--set NAME=DIR is missing: there is nothing to evaluate');
  return {
    sets: values.set.map(parseSet),
    network: values.network,
    all: values.all,
    limit,
    robust: values.robust,
    json: values.json ?? null,
    card: values.card ?? null,
    command: ['npm run evaluate --', ...args.map(quoted)].join(' '),
  };
}

function quoted(arg: string): string {
  return /^[\w./=,:+-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`;
}
