import { type Film, filmOf, type VideoCodec } from './headers/film.ts';
import type { SourceFailure } from './source.ts';

/** A media type for each codec that a browser recognises if it plays the codec; codecs without one play nowhere. */
const TYPES: { readonly [C in VideoCodec]?: string } = {
  h264: 'video/mp4; codecs="avc1.42E01E"',
  hevc: 'video/mp4; codecs="hvc1.1.6.L93.B0"',
  vvc: 'video/mp4; codecs="vvc1.1.L51.CQA"',
  av1: 'video/mp4; codecs="av01.0.04M.08"',
  vp8: 'video/webm; codecs="vp8"',
  vp9: 'video/webm; codecs="vp09.00.10.08"',
  mpeg4: 'video/mp4; codecs="mp4v.20.9"',
  theora: 'video/ogg; codecs="theora"',
};

/** What happened to a video that did not open. */
export interface ClipTrouble {
  readonly name: string;
  /** The user's file; null for a video that belongs to the page. */
  readonly file: File | null;
  /** The element's error. It is missing for a damaged file in WebKitGTK, and for sound alone in every browser. */
  readonly error: MediaError | null;
  /** Whether the element opened the file but has no picture to show. */
  readonly soundAlone: boolean;
  readonly canPlayType: (type: string) => string;
}

/**
 * Determines why a video did not open. Browsers report the same error for a damaged file and an unsupported codec,
 * and none if they play the sound alone, so the file's header is read to distinguish them.
 */
export async function clipFailure(trouble: ClipTrouble): Promise<SourceFailure> {
  const { name, file, error, soundAlone, canPlayType } = trouble;
  let film: Film | null;
  try {
    film = file && (await filmOf(file));
  } catch {
    return { code: 'clip-gone', name };
  }
  const codec = film?.codec ?? null;
  if (codec) {
    const type = TYPES[codec];
    const playable = type !== undefined && canPlayType(type) !== '';
    if (!playable || soundAlone) return { code: 'clip-codec-unsupported', name, codec };
    return { code: 'clip-broken', name };
  }
  if (error && film && film.container !== 'mp4' && film.container !== 'matroska')
    return { code: 'clip-unsupported', name, container: film.container };
  if (!error) return { code: soundAlone ? 'clip-without-frames' : 'clip-broken', name };
  const knownType = !file?.type || canPlayType(file.type) !== '';
  const unsupported = error.code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED && !knownType;
  return unsupported ? { code: 'clip-unsupported', name, container: null } : { code: 'clip-broken', name };
}
