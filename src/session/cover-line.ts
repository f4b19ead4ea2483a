import { type CoverQueue, type Held, hold } from '#core/cover-queue.ts';
import type { Frame } from '#source/source.ts';
import type { Moment } from './moments.ts';

/** A picture that was read. `arrivedAt`: milliseconds of the page's clock. */
export interface ReadPicture extends Moment {
  readonly arrivedAt: number;
}

export interface CoverLineParts {
  /** A copy that holds no frame of a camera or decoder; null if there is no memory for it. */
  copy(image: Frame['image']): Frame['image'] | null;
  /** Shows a picture that was searched for every face; its image stays open until the next one is shown. */
  show(picture: ReadPicture): void;
}

/** Holds live pictures back until every face in them has been looked for. */
export interface CoverLine {
  /** Takes a picture with its result and closes its image. One that was not searched for covering is never shown. */
  push(picture: ReadPicture): void;
  /** Whether the newest picture is not shown yet. */
  isBehind(): boolean;
  /** The picture that was shown last. Its image must not be closed; it is open until the next picture is shown. */
  shown(): Moment | null;
  /** Drops every picture, as none of them belongs to what comes next. */
  clear(): void;
}

/** Starts empty. */
export function createCoverLine({ copy, show }: CoverLineParts): CoverLine {
  let queue: CoverQueue<ReadPicture> = [];
  let shown: ReadPicture | null = null;

  function release({ value, cover }: Held<ReadPicture>): void {
    const before = shown;
    shown = { ...value, result: { ...value.result, cover } };
    show(shown);
    before?.image.close();
  }

  return {
    push({ image, result, arrivedAt }) {
      const { cover, size } = result;
      const held = cover === undefined ? null : copy(image);
      image.close();
      if (held === null || cover === undefined) return;
      const moved = hold(queue, { value: { image: held, result, arrivedAt }, size, cover });
      queue = moved.queue;
      for (const { value } of moved.dropped) value.image.close();
      for (const one of moved.released) release(one);
    },
    isBehind() {
      const newest = queue[queue.length - 1];
      return newest !== undefined && newest.value.result.at !== shown?.result.at;
    },
    shown: () => shown,
    clear() {
      for (const { value } of queue) value.image.close();
      queue = [];
      shown?.image.close();
      shown = null;
    },
  };
}
