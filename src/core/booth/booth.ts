/** What a booth shows of each person. */
export const PRESETS = ['smile', 'age-smile', 'no-gender', 'everything'] as const;
export type Preset = (typeof PRESETS)[number];

/** What the numbers of a day may hold. `visits`: no readings. `all` adds gender and emotion, if the preset shows them. */
export const NUMBERS = ['off', 'visits', 'age-smile', 'all'] as const;
export type Numbers = (typeof NUMBERS)[number];

/** Languages of the notice, as BCP 47 tags. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'zh', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Clockwise turns of the page on the screen, degrees. */
export const ROTATIONS = [0, 90, 180, 270] as const;
export type Rotation = (typeof ROTATIONS)[number];

/** A span of the day, minutes since midnight. `to` may be smaller than `from`: the span then passes midnight. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** An area at one side of the shown picture, as the visitor sees it, where nobody is read. */
export interface Aside {
  readonly side: 'left' | 'right';
  /** Width in percent of the shown picture: a whole number in PERCENT. */
  readonly percent: number;
}

/** Ranges of the numbers of a booth, both ends included. From further away a camera's faces are too small to be found. */
export const METRES = { least: 0.5, most: 4.5 } as const;
export const INCHES = { least: 7, most: 150 } as const;
export const PERCENT = { least: 10, most: 50 } as const;
/** Longest texts, UTF-16 units. */
export const LENGTHS = { organiser: 80, contact: 120, info: 300, camera: 120 } as const;

/** Everything that is set for a booth; its link carries all of it. */
export interface Booth {
  readonly preset: Preset;
  /** Who runs the booth; empty while the set-up is not finished. */
  readonly organiser: string;
  /** How to reach the organiser; empty while the set-up is not finished. */
  readonly contact: string;
  /** An https address with more information, for the sign's QR code. */
  readonly info: string | null;
  readonly language: Language;
  readonly rotation: Rotation;
  readonly mirror: boolean;
  /** Distance at which visitors are expected to stand, metres, in steps of 0.1. */
  readonly distance: number;
  /** Diagonal of the screen, whole inches. */
  readonly screen: number;
  /** Opening hours; null for always open. */
  readonly hours: Hours | null;
  /** Name of the camera; null for the browser's default. */
  readonly camera: string | null;
  readonly aside: Aside | null;
  /** Whether groups get a line, such as "youngest-looking". */
  readonly group: boolean;
  /** Whether the nearest person's result is offered as a card, by a QR code. */
  readonly card: boolean;
  readonly numbers: Numbers;
  /** Four to eight digits that the presenter's key asks for; null for none. */
  readonly pin: string | null;
}

/** A booth before anything was set. Gender is off unless it is chosen. */
export const NEW_BOOTH: Booth = {
  preset: 'age-smile',
  organiser: '',
  contact: '',
  info: null,
  language: 'en',
  rotation: 0,
  mirror: true,
  distance: 2,
  screen: 43,
  hours: null,
  camera: null,
  aside: null,
  group: true,
  card: false,
  numbers: 'age-smile',
  pin: null,
};
