import { EMOTIONS } from '#core/labels.ts';
import {
  type Column,
  endOfColumn,
  KEPT_MS,
  laneCount,
  type Sample,
  SLOT_MS,
  type Timeline,
  type TimeWindow,
} from '#core/timeline.ts';
import type { Size } from '#core/types.ts';
import type { Settings } from '#store/state.ts';
import { personColour, SWATCH_TEXT } from '../stage/colours.ts';
import { fontOf, textMeasure } from '../stage/paint.ts';
import { ageRange, EMOTION_WORDS } from '../words/face.ts';
import { clock } from '../words/numbers.ts';
import { AGE_EDGE, AGE_FILL, AXIS_TEXT, EMOTION_COLOURS, onEmotion, SMILE_COLOUR, TRACK } from './colours.ts';
import { AXIS_HEIGHT, type Lane, layoutLanes, type Strip, ticksOf, timeToX } from './layout.ts';

/** Font sizes of words and of numbers in badges, CSS pixels. */
const WORD = 11;
const NUMBER = 10;
/** Width of a person's number. Strips lower than a text's height have no words. */
const BADGE = 16;
const TEXT_HEIGHT = 11;
const LEAST_FOR_NUMBER = 9;
const PAD = 4;
/** Years on both sides of a person's first age that an age strip shows. */
const AGE_SPAN = 20;

/** Everything that one drawing depends on. `size` is in CSS pixels, `ratio` canvas pixels per CSS pixel. */
export interface Look {
  readonly timeline: Timeline;
  readonly window: TimeWindow;
  readonly show: Settings['show'];
  readonly size: Size;
  readonly ratio: number;
}

/** Draws timelines, each time only what is new, if nothing else has changed. */
export interface Painter {
  paint(look: Look): void;
  /** Draws everything the next time: the canvas was cleared, or the fonts have loaded. */
  forget(): void;
}

/** Consecutive columns of a lane that show the same word; it is written once the run is long enough for it. */
interface Run {
  readonly word: string;
  readonly from: number;
  to: number;
  written: boolean;
}

/** A painter for a canvas whose unit is CSS pixels. */
export function createPainter(context: CanvasRenderingContext2D): Painter {
  const text = textMeasure(context);
  let last: Look | null = null;
  let lanes: readonly Lane[] = [];
  let runs = new Map<string, Run>();
  let ages = new Map<number, number>();

  const xOf = (slot: number, { window, size, ratio }: Look) =>
    timeToX(slot * SLOT_MS, window, size.width, ratio);

  function paint(look: Look): void {
    const count = laneCount(look.timeline);
    const { slot } = look.timeline;
    const before = last;
    last = look;
    if (before === null || !continues(before, look) || Math.max(1, count) !== lanes.length) {
      lanes = layoutLanes(look.size, count, look.show);
      runs = new Map();
      ages = new Map();
      context.clearRect(0, 0, look.size.width, look.size.height);
      paintAxis(look);
      paintSlots(look, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    } else if (slot !== null && before.timeline !== look.timeline) {
      paintSlots(look, before.timeline.slot ?? slot, slot);
      const oldest = xOf(slot - KEPT_MS / SLOT_MS, look);
      if (oldest > 0) paintTracks(0, oldest);
    }
  }

  /** Draws the columns of [from, to], slots. */
  function paintSlots(look: Look, from: number, to: number): void {
    const { columns } = look.timeline;
    const left = from === Number.NEGATIVE_INFINITY ? 0 : Math.max(0, xOf(from, look));
    // Up to the next column, because one that has been replaced may have stood for these slots.
    const next = columns.find((column) => column.slot > to);
    const right = next === undefined ? look.size.width : Math.min(look.size.width, xOf(next.slot, look));
    paintTracks(left, right);
    columns.forEach((column, index) => {
      if (column.slot < from || column.slot > to) return;
      const x0 = Math.max(0, xOf(column.slot, look));
      const x1 = Math.min(look.size.width, xOf(endOfColumn(look.timeline, index), look));
      if (x1 > x0) paintColumn(column, x0, x1, look.ratio);
    });
  }

  function paintTracks(left: number, right: number): void {
    context.fillStyle = TRACK;
    for (const { emotion, smile, age } of lanes)
      for (const strip of [emotion, smile, age])
        if (strip !== null) context.fillRect(left, strip.y, right - left, strip.height);
  }

  function paintColumn({ samples }: Column, x0: number, x1: number, ratio: number): void {
    for (const sample of samples) {
      const lane = sample.lane === null ? undefined : lanes[sample.lane];
      if (lane === undefined) continue;
      const badge = extend(`${sample.lane} id`, String(sample.id), x0, x1);
      if (lane.emotion !== null) paintEmotions(sample, lane.emotion, x0, x1, ratio, badge);
      if (lane.smile !== null && sample.smile !== null) {
        const height = sample.smile * lane.smile.height;
        context.fillStyle = SMILE_COLOUR;
        context.fillRect(x0, lane.smile.y + lane.smile.height - height, x1 - x0, height);
      }
      if (lane.age !== null && sample.age !== null)
        paintAge(sample.id, sample.age, lane.age, x0, x1, `${sample.lane} age`);
      if (isReady(badge, x0, () => BADGE + 1)) paintBadge(sample.id, lane, badge.from);
    }
  }

  function paintEmotions(
    { lane, emotion, emotions }: Sample,
    strip: Strip,
    x0: number,
    x1: number,
    ratio: number,
    badge: Run,
  ): void {
    if (emotion === null || emotions === null) return;
    let bottom = strip.y + strip.height;
    for (const name of EMOTIONS) {
      const height = emotions[name] * strip.height;
      const top = bottom - height;
      // A line in the colour of the track between two bands, because their colours need not differ in lightness.
      const seam = height > 3 ? 1 / ratio : 0;
      context.fillStyle = EMOTION_COLOURS[name];
      context.fillRect(x0, top + seam, x1 - x0, height - seam);
      if (name === emotion && height >= TEXT_HEIGHT) {
        const run = extend(`${lane} emotion`, emotion, x0, x1);
        const from = Math.max(run.from, badge.from + BADGE) + PAD;
        const word = EMOTION_WORDS[emotion];
        if (isReady(run, x0, () => from - run.from + widthOf(word) + PAD))
          write(word, from, top + height / 2, onEmotion(emotion));
      }
      bottom = top;
    }
  }

  function paintAge(
    id: number,
    { years, low, high }: NonNullable<Sample['age']>,
    strip: Strip,
    x0: number,
    x1: number,
    key: string,
  ): void {
    const middle = ages.get(id) ?? years;
    ages.set(id, middle);
    const yOf = (age: number) => {
      const share = Math.min(1, Math.max(0, (age - (middle - AGE_SPAN)) / (2 * AGE_SPAN)));
      return strip.y + strip.height - share * strip.height;
    };
    const edge = strip.height >= TEXT_HEIGHT ? 1.5 : 1;
    const [top, bottom] = [yOf(high), yOf(low)];
    context.fillStyle = AGE_FILL;
    context.fillRect(x0, top, x1 - x0, Math.max(edge, bottom - top));
    context.fillStyle = AGE_EDGE;
    context.fillRect(x0, top, x1 - x0, edge);
    context.fillRect(x0, bottom - edge, x1 - x0, edge);
    const word = ageRange({ low, high });
    const run = extend(key, word, x0, x1);
    if (bottom - top >= TEXT_HEIGHT && isReady(run, x0, () => widthOf(word) + 2 * PAD))
      write(word, run.from + PAD, (top + bottom) / 2, SMILE_COLOUR);
  }

  /** In a low lane the badge is as high as all of its strips, and in a very low one it is only a colour. */
  function paintBadge(id: number, { emotion, smile, age }: Lane, x: number): void {
    const strips = [emotion, smile, age].filter((strip) => strip !== null);
    const [first, last] = [strips[0], strips.at(-1)];
    if (first === undefined || last === undefined) return;
    const height = Math.min(last.y + last.height - first.y, BADGE);
    context.beginPath();
    context.roundRect(x, first.y, BADGE, height, Math.min(4, height / 4));
    context.fillStyle = personColour(id);
    context.fill();
    context.lineWidth = 2;
    context.strokeStyle = TRACK;
    context.stroke();
    if (height < LEAST_FOR_NUMBER) return;
    context.fillStyle = SWATCH_TEXT;
    context.font = fontOf(Math.min(NUMBER, height - 1), true);
    context.textBaseline = 'middle';
    context.textAlign = 'center';
    context.fillText(String(id), x + BADGE / 2, first.y + height / 2 + 0.5, BADGE - 3);
    context.textAlign = 'left';
  }

  /** The run that this column belongs to: that of the column before, or a new one. */
  function extend(key: string, word: string, x0: number, x1: number): Run {
    const before = runs.get(key);
    if (before !== undefined && before.word === word && before.to >= x0 - 0.01) {
      before.to = Math.max(before.to, x1);
      return before;
    }
    const run = { word, from: x0, to: x1, written: false };
    runs.set(key, run);
    return run;
  }

  /** Whether a run has just become wide enough, without the newest column, which is drawn again. */
  function isReady(run: Run, x0: number, width: () => number): boolean {
    if (run.written || x0 - run.from < width()) return false;
    run.written = true;
    return true;
  }

  function write(word: string, x: number, y: number, colour: string): void {
    context.font = fontOf(WORD, false);
    context.textBaseline = 'middle';
    context.fillStyle = colour;
    context.fillText(word, x, y + 0.5);
  }

  const widthOf = (word: string) => text.measure(word, WORD, false);

  function paintAxis({ window, size, ratio }: Look): void {
    const y = size.height - AXIS_HEIGHT / 2 + 1;
    for (const seconds of ticksOf(window, size.width)) {
      const x = timeToX(seconds * 1000, window, size.width, ratio);
      const word = clock(seconds);
      const width = widthOf(word);
      write(word, Math.min(Math.max(0, x - width / 2), size.width - width), y, AXIS_TEXT);
      context.fillRect(x, size.height - AXIS_HEIGHT, 1 / ratio, 3);
    }
  }

  return {
    paint,
    forget() {
      last = null;
      text.forget();
    },
  };
}

/** Whether `look` differs from the one before by newer results at most. */
function continues(before: Look, look: Look): boolean {
  return (
    before.window === look.window &&
    before.show === look.show &&
    before.ratio === look.ratio &&
    before.size.width === look.size.width &&
    before.size.height === look.size.height &&
    before.timeline.pass === look.timeline.pass
  );
}
