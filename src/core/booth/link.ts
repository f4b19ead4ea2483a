import {
  type Booth,
  INCHES,
  LANGUAGES,
  LENGTHS,
  METRES,
  NEW_BOOTH,
  NUMBERS,
  PERCENT,
  PRESETS,
  ROTATIONS,
} from './booth.ts';
import { formatHours, parseHours } from './hours.ts';

/** Which part of the booth a link opens. */
export type BoothRoom = 'show' | 'setup';

export type LinkName = 'booth' | keyof Booth;

/** A parameter that is wrong: its value, missing, or given twice. */
export interface LinkFault {
  readonly name: LinkName;
  readonly kind: 'wrong' | 'missing' | 'twice';
}

/** What a link says. A parameter with a fault has its value of NEW_BOOTH. */
export interface BoothLink {
  readonly room: BoothRoom;
  readonly booth: Booth;
  /** At most one for each parameter, in the order of the link; what is missing comes last. */
  readonly faults: readonly LinkFault[];
}

/** How a value is written and read; `read` returns undefined for a wrong value. */
interface Parameter<Value> {
  read(text: string): Value | undefined;
  write(value: Value): string;
}

const INFO_ADDRESS = /^https:\/\/[^\s/?#@]+\.[^\s/?#@]+([/?#]\S*)?$/;

const PARAMETERS: { readonly [Name in keyof Booth]: Parameter<NonNullable<Booth[Name]>> } = {
  preset: choice(PRESETS),
  organiser: text(LENGTHS.organiser),
  contact: text(LENGTHS.contact),
  info: text(LENGTHS.info, INFO_ADDRESS),
  language: choice(LANGUAGES),
  rotation: {
    read: (value) => ROTATIONS.find((rotation) => String(rotation) === value),
    write: String,
  },
  mirror: onOff(),
  distance: number(METRES, /^\d(\.\d)?$/),
  screen: number(INCHES, /^\d{1,3}$/),
  hours: { read: parseHours, write: formatHours },
  camera: text(LENGTHS.camera),
  aside: {
    read(value) {
      const [, side, digits] = /^(left|right):(\d\d)$/.exec(value) ?? [];
      const percent = number(PERCENT, /^\d\d$/).read(digits ?? '');
      return percent === undefined ? undefined : { side: side as 'left' | 'right', percent };
    },
    write: ({ side, percent }) => `${side}:${percent}`,
  },
  group: onOff(),
  card: onOff(),
  numbers: choice(NUMBERS),
  pin: { read: (value) => (/^\d{4,8}$/.test(value) ? value : undefined), write: (pin) => pin },
};

/** All parameters of a booth's link except `booth` itself, in the order in which they are written. */
export const BOOTH_PARAMETERS = Object.keys(PARAMETERS) as readonly (keyof Booth)[];

/** What a show cannot do without. */
const REQUIRED = ['organiser', 'contact'] as const;

/** Reads the parameters of an address, decoded. Names that are not in BOOTH_PARAMETERS are skipped. */
export function parseBoothLink(parameters: Iterable<readonly [name: string, value: string]>): BoothLink {
  const values: Partial<Record<keyof Booth, unknown>> = {};
  const faults = new Map<LinkName, LinkFault['kind']>();
  const seen = new Set<string>();
  let room: BoothRoom = 'setup';
  for (const [name, value] of parameters) {
    if (!isLinkName(name)) continue;
    if (seen.has(name)) faults.set(name, 'twice');
    seen.add(name);
    if (name === 'booth') {
      if (value === 'show' || value === 'setup') room = value;
      else faults.set(name, 'wrong');
      continue;
    }
    const read = PARAMETERS[name].read(value);
    if (read === undefined) faults.set(name, 'wrong');
    else values[name] = read;
  }
  for (const [name, kind] of faults) if (kind === 'twice' && name !== 'booth') delete values[name];
  const booth: Booth = { ...NEW_BOOTH, ...(values as Partial<Booth>) };
  for (const name of REQUIRED) if (booth[name] === '' && !faults.has(name)) faults.set(name, 'missing');
  return { room, booth, faults: [...faults].map(([name, kind]) => ({ name, kind })) };
}

/** The parameters of a booth's link, readable; what NEW_BOOTH has already is left out. */
export function formatBoothLink(room: BoothRoom, booth: Booth): readonly (readonly [string, string])[] {
  return [
    ['booth', room],
    ...BOOTH_PARAMETERS.flatMap((name): readonly (readonly [string, string])[] => {
      const value = booth[name];
      if (value === null || value === NEW_BOOTH[name]) return [];
      const { write } = PARAMETERS[name] as Parameter<typeof value>;
      return [[name, write(value)]];
    }),
  ];
}

function isLinkName(name: string): name is LinkName {
  return name === 'booth' || Object.hasOwn(PARAMETERS, name);
}

function choice<const Value extends string>(values: readonly Value[]): Parameter<Value> {
  return { read: (value) => values.find((one) => one === value), write: (value) => value };
}

function onOff(): Parameter<boolean> {
  return {
    read: (value) => (value === 'on' ? true : value === 'off' ? false : undefined),
    write: (value) => (value ? 'on' : 'off'),
  };
}

/** One line of text; spaces at its ends do not count. */
function text(longest: number, pattern = /\S/): Parameter<string> {
  return {
    read(value) {
      const trimmed = value.trim();
      const fits = trimmed.length <= longest && !/\p{Cc}/u.test(trimmed);
      return fits && pattern.test(trimmed) ? trimmed : undefined;
    },
    write: (value) => value,
  };
}

function number(range: { readonly least: number; readonly most: number }, form: RegExp): Parameter<number> {
  return {
    read(value) {
      const read = Number(value);
      return form.test(value) && read >= range.least && read <= range.most ? read : undefined;
    },
    write: String,
  };
}
