import {
  INCHES,
  LANGUAGES,
  LENGTHS,
  METRES,
  NUMBERS,
  PERCENT,
  PRESETS,
  ROTATIONS,
} from '#core/booth/booth.ts';
import type { LinkFault, LinkName } from '#core/booth/link.ts';

const anyOf = (values: readonly (string | number)[]): string =>
  `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;

/** What each parameter must be, as the end of a sentence. */
const MUST_BE: { readonly [N in LinkName]: string } = {
  booth: 'show or setup',
  preset: anyOf(PRESETS),
  organiser: `a name of at most ${LENGTHS.organiser} letters`,
  contact: `an address or number of at most ${LENGTHS.contact} letters`,
  info: 'an address that begins with https://',
  language: anyOf(LANGUAGES),
  rotation: anyOf(ROTATIONS),
  mirror: 'on or off',
  distance: `metres from ${METRES.least} to ${METRES.most}, such as 2.5`,
  screen: `whole inches from ${INCHES.least} to ${INCHES.most}`,
  hours: 'two times, such as 10:00-18:00',
  camera: `the name of a camera, of at most ${LENGTHS.camera} letters`,
  aside: `left or right with a percentage from ${PERCENT.least} to ${PERCENT.most}, such as left:25`,
  group: 'on or off',
  card: 'on or off',
  numbers: anyOf(NUMBERS),
  pin: 'four to eight digits',
};

/** One sentence about a fault in a booth's link. */
export function faultWords({ name, kind }: LinkFault): string {
  if (kind === 'missing') return `The link has no “${name}”, which must be ${MUST_BE[name]}.`;
  if (kind === 'twice') return `The link has “${name}” twice.`;
  return `In the link, “${name}” must be ${MUST_BE[name]}.`;
}

export const unknownWords = (name: string): string =>
  `In the link, “${name}” is no parameter of a booth, or its value is not one that the page knows.`;

export const FAULTS = {
  title: 'This link does not open a booth',
  setUp: 'Correct it in the set-up',
} as const;
