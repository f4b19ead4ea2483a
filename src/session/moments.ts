import type { Result } from '#core/types.ts';
import type { Frame } from '#source/source.ts';
import { copyImage } from './copy-image.ts';

/** A picture that has not been read again for this long does not change. */
const UNCHANGED_MS = 600;

/** A live picture together with its own result, so that boxes are where the faces are. */
export interface Moment {
  /** Upright and not mirrored. Its size may be smaller than the video's, but has the same aspect ratio. */
  readonly image: Frame['image'];
  readonly result: Result;
}

export interface MomentParts {
  /** Calls back once after `ms`; returns a function that cancels. */
  after(ms: number, then: () => void): () => void;
  /** The picture that is shown and the newest result; null without one of them. The caller closes the image. */
  current(): Promise<Moment | null>;
  /** Whether the source gives its pictures in full size from now on. */
  setWhole(whole: boolean): void;
  /** Whether a picture has the full size of its source. */
  isWhole(image: Frame['image']): boolean;
}

/** Who follows the live pictures. Without a follower, no picture is copied. */
export interface Moments {
  wanted(): boolean;
  /**
   * Calls back with every live picture once its result is in the store; returns a function that ends that. The image is
   * closed when the callback returns, so the follower draws or clones it before.
   */
  follow(take: (moment: Moment) => void): () => void;
  /**
   * The next moment, or the current one if none arrives, with a picture in the full size of its source; the caller
   * closes its image. Null if there is no picture.
   */
  take(): Promise<Moment | null>;
  /** Passes one moment to all followers and leaves its image open. */
  pass(moment: Moment): void;
  /** Passes one moment to all followers and closes its image; null where the picture could not be copied. */
  deliver(result: Result, image: Frame['image'] | null): void;
}

/** Starts without a follower. */
export function createMoments(parts: MomentParts): Moments {
  const followers = new Set<(moment: Moment) => void>();
  let taking = 0;
  const follow: Moments['follow'] = (take) => {
    followers.add(take);
    return () => followers.delete(take);
  };
  const pass = (moment: Moment) => {
    for (const take of [...followers]) take(moment);
  };
  return {
    wanted: () => followers.size > 0,
    follow,
    take: () =>
      new Promise((resolve) => {
        taking += 1;
        parts.setWhole(true);
        const settle = (moment: Promise<Moment | null>) => {
          unfollow();
          cancel();
          resolve(
            moment.finally(() => {
              taking -= 1;
              if (taking === 0) parts.setWhole(false);
            }),
          );
        };
        const unfollow = follow(({ image, result }) => {
          // A picture that was under way when the moment was asked for may be smaller.
          if (!parts.isWhole(image)) return;
          settle(copyImage(image).then((copy) => copy && { image: copy, result }));
        });
        const cancel = parts.after(UNCHANGED_MS, () => settle(parts.current()));
      }),
    pass,
    deliver(result, image) {
      if (image === null) return;
      pass({ image, result });
      image.close();
    },
  };
}
