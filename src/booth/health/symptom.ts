import type { Ailment, Symptom } from '#core/booth/health.ts';
import { unreachable } from '#core/types.ts';
import type { AppState, LiveSource, Trouble } from '#store/state.ts';

/** What each failure is for a booth; null where only a person can help, so that nothing is tried. */
const AILMENTS: { readonly [C in Trouble['code']]: Ailment | null } = {
  // Asking again would open the browser's question again.
  'permission-denied': null,
  'permission-dismissed': null,
  'no-camera': 'absent',
  'camera-gone': 'absent',
  'camera-busy': 'busy',
  'playback-refused': 'failed',
  'screen-ended': null,
  'insecure-origin': null,
  forbidden: null,
  'no-media-devices': null,
  'clip-broken': 'failed',
  'clip-gone': null,
  'clip-unsupported': null,
  'clip-codec-unsupported': null,
  'clip-without-frames': null,
  'source-failed': 'failed',
  'no-worker': null,
  'no-simd': null,
  'no-worker-canvas': null,
  'no-module-workers': null,
  'pixels-unreadable': null,
  'asset-missing': 'failed',
  'asset-broken': 'failed',
  'card-invalid': 'failed',
  'golden-off': 'failed',
  'context-lost': 'stopped',
  'out-of-memory': 'stopped',
  'frame-failed': 'stopped',
  crashed: 'stopped',
  silent: 'stopped',
};

/** What a failure is for a booth; null where only a person can help. */
export const ailmentOf = ({ code }: Trouble): Ailment | null => AILMENTS[code];

/** What the state of the page says about the health of the show. */
export function symptomOf({ phase, engine, result }: AppState): Symptom {
  switch (phase.state) {
    case 'welcome':
    case 'photos':
      return 'resting';
    case 'opening':
      return 'pending';
    case 'trouble':
      return ailmentOf(phase.trouble) ?? 'resting';
    case 'live':
      if (phase.source.silent) return 'silent';
      if (engine.state === 'restarting') return 'stopped';
      if (engine.state !== 'ready' || result === null) return 'pending';
      return pictureSymptom(phase.source);
    default:
      return unreachable(phase);
  }
}

function pictureSymptom({ kind, picture }: LiveSource): Symptom {
  if (kind !== 'camera' || picture === 'alive') return 'well';
  return picture === 'unknown' ? 'pending' : picture;
}
