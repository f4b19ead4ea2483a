import type { Sample } from '#core/timeline.ts';
import type { PersonSummary, TimelineRow } from '#core/timeline-report.ts';
import type { Settings } from '#store/state.ts';
import { ageRange, EMOTION_WORDS, personName, sentence, smileWord } from './face.ts';
import { clock, count, percent } from './numbers.ts';

/** Texts of the timeline. */
export const TIMELINE = {
  title: 'Timeline',
  about: 'Expression as it looked',
  smile: 'smile',
  age: 'age range',
  summaries: 'The last minute in words',
  table: 'As a table',
  tableTitle:
    'Five seconds a row: what was shown longest, the share of the time smiling, and the last age range',
  columns: { time: 'Time', person: 'Person', emotion: 'Looked', smile: 'Smiling', age: 'Age' },
  notShown: 'not shown',
  nobody: 'nobody was read',
  failed: 'The timeline could not be loaded. Check the connection, then reload the page.',
} as const;

/** An emotion that was shown for at least this share of the time is what a person mostly looked. */
const MOSTLY = 0.5;
/** A person who smiled for this share of the time did so all the time. */
const ALWAYS = 0.98;

/** "Person 2, last minute: looked mostly happy, smiled 3 times, 41 s in view; age settled at 31–38." */
export function summaryWords(summary: PersonSummary, show: Settings['show']): string {
  const seconds = Math.round(summary.seenMs / 1000);
  const seen = `${seconds < 1 ? 'less than 1' : count(seconds)} s in view`;
  const parts = [show.emotion && looked(summary), show.smile && smiled(summary), seen].filter(Boolean);
  const age = show.age ? `; ${ageWords(summary)}` : '';
  return `${personName(summary.id)}, last minute: ${parts.join(', ')}${age}.`;
}

function looked({ emotions }: PersonSummary): string {
  const [first, second] = emotions;
  if (first === undefined) return 'expression not shown';
  const word = EMOTION_WORDS[first.emotion];
  if (second === undefined) return `looked ${word}`;
  if (first.share >= MOSTLY) return `looked mostly ${word}`;
  return `looked now ${word}, now ${EMOTION_WORDS[second.emotion]}`;
}

function smiled({ smiles, smileShare }: PersonSummary): string {
  if (smileShare === null) return 'smile not shown';
  if (smileShare >= ALWAYS) return 'smiled all the time';
  if (smiles === 0) return 'did not smile';
  return smiles === 1 ? 'smiled once' : smiles === 2 ? 'smiled twice' : `smiled ${count(smiles)} times`;
}

function ageWords({ age }: PersonSummary): string {
  if (age === null) return 'age not shown';
  return `age ${age.settled ? 'settled at' : 'so far'} ${ageRange(age)}`;
}

/** What was shown of one person at one time: "happy 92%, smiling, 25–44". */
export function sampleWords(sample: Sample, show: Settings['show']): string {
  const { emotion, emotions, smiling, age } = sample;
  const words = [
    show.emotion && emotion !== null && emotions !== null
      ? `${EMOTION_WORDS[emotion]} ${percent(emotions[emotion])}`
      : null,
    show.smile && smiling !== null ? smileWord(smiling) : null,
    show.age && age !== null ? ageRange(age) : null,
  ].filter((word) => word !== null);
  return words.length > 0 ? words.join(', ') : TIMELINE.notShown;
}

/** A moment for a screen reader: "0:07 of 0:23. Person 1: happy 92%, smiling, 25–44." */
export function spokenMoment(moment: string, samples: readonly Sample[], show: Settings['show']): string {
  const people = samples.map((sample) => `${personName(sample.id)}: ${sampleWords(sample, show)}.`);
  return `${moment}. ${people.length > 0 ? people.join(' ') : `${sentence(TIMELINE.nobody)}.`}`;
}

/** The moment under the pointer, milliseconds: "0:07", and for a camera also how long ago that was. */
export function momentWord(ms: number, newestMs: number | null): string {
  const ago = newestMs === null ? 0 : Math.round((newestMs - ms) / 1000);
  return `${clock(ms / 1000)}${ago > 0 ? ` · ${count(ago)} s ago` : ''}`;
}

/** The cells of a row of the table after its time and person; what the settings hide is left out. */
export function rowCells(row: TimelineRow, show: Settings['show']): readonly string[] {
  return [
    ...(show.emotion ? [row.emotion === null ? TIMELINE.notShown : EMOTION_WORDS[row.emotion]] : []),
    ...(show.smile ? [row.smileShare === null ? TIMELINE.notShown : shareWord(row.smileShare)] : []),
    ...(show.age ? [row.age === null ? TIMELINE.notShown : ageRange(row.age)] : []),
  ];
}

/** A share of time is counted, unlike a probability, and may be none or all of it. */
const shareWord = (share: number): string => `${count(100 * share)}%`;

/** "0:05–0:10" */
export const rowTime = ({ from, to }: Pick<TimelineRow, 'from' | 'to'>): string =>
  `${clock(from / 1000)}–${clock(to / 1000)}`;

/** The heading of a column that the settings may hide. */
export const columnHeads = (show: Settings['show']): readonly string[] =>
  (['emotion', 'smile', 'age'] as const).filter((name) => show[name]).map((name) => TIMELINE.columns[name]);
