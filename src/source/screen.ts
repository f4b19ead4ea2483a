import { mayBeForbiddenByFrame, whoForbids } from './embedding.ts';
import type { Opened, SourceFailure } from './source.ts';
import { openStream, PlaybackRefused } from './stream.ts';

/** Lets the user choose a screen, window or tab and starts capturing it. */
export async function openScreen(): Promise<Opened> {
  const by = whoForbids('display-capture');
  if (by) return { ok: false, failure: { code: 'forbidden', kind: 'screen', by } };
  if (!globalThis.isSecureContext) return { ok: false, failure: { code: 'insecure-origin' } };
  if (!navigator.mediaDevices?.getDisplayMedia) {
    return { ok: false, failure: { code: 'no-media-devices', kind: 'screen' } };
  }
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: 30 }, audio: false });
    const label = stream.getVideoTracks()[0]?.label || 'Screen';
    const source = await openStream(stream, {
      kind: 'screen',
      label,
      camera: null,
      userFacing: false,
      whenEnded: { code: 'screen-ended' },
    });
    return { ok: true, source };
  } catch (error) {
    return { ok: false, failure: screenFailure(error) };
  }
}

function screenFailure(error: unknown): SourceFailure {
  if (error instanceof PlaybackRefused) return { code: 'playback-refused' };
  if (error instanceof DOMException && error.name === 'NotAllowedError') {
    if (mayBeForbiddenByFrame()) return { code: 'forbidden', kind: 'screen', by: 'frame' };
    // Only the message distinguishes a refusal by the system from a closed picker.
    const bySystem = /system/i.test(error.message);
    return { code: bySystem ? 'permission-denied' : 'permission-dismissed', kind: 'screen' };
  }
  return { code: 'source-failed', detail: error instanceof Error ? error.message : String(error) };
}
