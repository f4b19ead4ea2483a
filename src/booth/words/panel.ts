import type { Group } from '#core/booth/counts-day.ts';
import { GROUP_NAMES } from '#core/booth/counts-export.ts';
import type { Cell, Share } from '#core/booth/counts-report.ts';
import { type Pace, slowedBy } from '#core/booth/pace.ts';
import { EMOTIONS, GENDERS } from '#core/labels.ts';
import { EMOTION_WORDS, GENDER_WORDS } from '#view/words/face.ts';
import { count } from '#view/words/numbers.ts';
import type { KeepTrouble } from '../panel/keep-counts.ts';

const DASH = '—';

export const PANEL = {
  title: 'Presenter’s panel',
  close: 'Close',
  setUp: 'Open the set-up',
  before: 'The day before',
  after: 'The day after',
  passed: 'Passed',
  passedHint: 'in sight for half a second or more',
  stayed: 'Stayed',
  stayedHint: 'three seconds or more',
  turned: 'Turned to the screen',
  turnedHint: 'for a second or more',
  medianStay: 'Median stay',
  medianStayHint: 'of those who stayed',
  bars: 'People in ten minutes',
  time: 'Time',
  legend: {
    passed: 'passed',
    stayed: 'stayed',
    turned: 'turned to the screen',
    hidden: 'not shown',
  },
  shares: {
    age: 'Apparent age',
    gender: 'Apparent gender',
    emotion: 'Apparent emotion',
    smile: 'Smile',
  } satisfies Record<Group, string>,
  group: 'Group',
  share: 'Share',
  nobody: 'Nothing was counted on this day.',
  tooFew: 'Fewer than five people were read.',
  noNumbers: 'The link says that nobody is counted.',
  small:
    'Numbers of one to four people are not shown, and sometimes another one, so that they cannot be worked out. The ± says how unsure the readings are: the true share is inside in 19 of 20 cases, if the probabilities of the network are right.',
  machine: 'The machine',
  csv: 'Save as CSV',
  json: 'Save as JSON',
  print: 'Print the day',
  erase: 'Delete all numbers',
  eraseQuestion: 'Delete the numbers of all days? They cannot be brought back.',
  eraseYes: 'Yes, delete',
  eraseNo: 'Keep them',
  erased: 'All numbers are deleted.',
} as const;

/** What keeps the numbers from being kept as they should be. */
export const KEEP_TROUBLE: { readonly [T in KeepTrouble]: string } = {
  damaged: 'The stored numbers were damaged and could not be read. Counting has begun again.',
  newer: 'The stored numbers are from a newer version of Mien. Counting has begun again.',
  refused:
    'The browser stores nothing: its storage is full or blocked. The numbers are lost when this page is reloaded. Save them before that.',
  shared: 'Another window counts in this browser too, and one overwrites the other. Close it.',
};

export const KEPT = 'In this browser, for fourteen days.';
export const REHEARSAL = 'This is a rehearsal: the numbers are not kept.';

/** 11,520 s → "3 h 12 min"; 80 s → "1 min". */
export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A number of people; for one to four, a text that hides which. */
export const cellWords = (cell: Cell): string => (cell === null ? PANEL.legend.hidden : count(cell));

export const secondsWords = (seconds: number | null): string =>
  seconds === null ? DASH : `${count(Math.round(seconds))} s`;

/** A share such as "34% ± 6"; for a share of too few people, a text that hides it. */
export const shareWords = (share: Share | null): string =>
  share === null
    ? PANEL.legend.hidden
    : `${Math.round(share.share * 100)}% ± ${Math.round(share.error * 100)}`;

/** Names of the groups of a reading, in the order of its sums. */
export const GROUP_WORDS: { readonly [G in Group]: readonly string[] } = {
  age: GROUP_NAMES.age.map((name) => name.replace('-', '–')),
  gender: GENDERS.map((gender) => GENDER_WORDS[gender]),
  emotion: EMOTIONS.map((emotion) => EMOTION_WORDS[emotion]),
  smile: GROUP_NAMES.smile,
};

/** The line above the shares: of how many people. */
export const readWords = (people: number): string => `${count(people)} people were read.`;

/** The date in full, such as "Monday, 30 November 2026". */
export function dayWords(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full' }).format(new Date(year, month - 1, date));
}

export const MACHINE = {
  runs: 'Runs for',
  runsToday: (seconds: number, today: string) => `${duration(seconds)}. Today ${today} in all.`,
  starts: 'Restarts today',
  startsToday: (page: number, engine: number) => `page ${count(page)}, engine ${count(engine)}`,
  rate: 'Pictures a second',
  rateOf: (read: number | null, given: number | null) => {
    if (read === null) return DASH;
    if (given === null || given < 1) return `${read.toFixed(0)} are read.`;
    const left = Math.max(0, Math.round((1 - read / given) * 100));
    return `${read.toFixed(0)} are read of ${given.toFixed(0)} from the camera: ${left}% are left out.`;
  },
  heat: 'Heat',
  heatOf: (pace: Pace) => {
    if (pace.best === null) return 'Known after some minutes.';
    const slower = slowedBy(pace);
    if (slower === null) return 'No sign: it is about as fast as in its best minute.';
    return `${Math.round(slower * 100)}% slower than in its best minute. The machine may be too warm, or more people are in front of it.`;
  },
  camera: 'Camera',
  noCamera: 'Off',
  cameraOf: (name: string, width: number, height: number) => `${name}, ${width} × ${height}`,
  kept: 'Numbers are kept',
} as const;
