import { COVER_STYLES } from '#core/cover.ts';
import type { LiveKind } from '#source/source.ts';
import type { Settings } from './state.ts';

/** Settings at the first visit. */
export const DEFAULT_SETTINGS: Settings = {
  cameraId: null,
  facing: 'user',
  cameraWidth: 'auto',
  backend: 'auto',
  detector: 'full',
  show: { age: true, gender: true, emotion: true, smile: true },
  smooth: true,
  mirror: 'auto',
  maxFaces: 8,
  cover: 'off',
  coverBut: 'nobody',
  theme: 'system',
  timeline: 'auto',
  area: null,
};

/** Upper limit of the setting `maxFaces`. */
export const MOST_FACES = 32;

/** What the URL requests in addition to settings. */
export interface Launch {
  /** Whether the address opens a booth, whose own parameters src/booth reads. */
  readonly booth: boolean;
  readonly source: Exclude<LiveKind, 'clip'> | null;
  /** Whether frames are stepped one by one with the clip's time as the clock. */
  readonly stepped: boolean;
}

/** The parsed parameters of the page's URL. */
export interface Address {
  readonly settings: Partial<Settings>;
  readonly launch: Launch;
  /** Names of parameters that are unknown or have an invalid value. */
  readonly ignored: readonly string[];
}

type Parsed = { readonly settings?: Partial<Settings>; readonly launch?: Partial<Launch> };

const DETECTORS = ['full', 'short', 'mediapipe'] as const;
const COVERS = ['off', ...COVER_STYLES] as const;
const EXCEPTIONS = ['nobody', 'picked'] as const;
const SHOWABLE = ['age', 'gender', 'emotion', 'smile'] as const;

/** One parser for each parameter of the URL; it returns null for an invalid value. */
const PARAMETERS: Readonly<Record<string, (value: string) => Parsed | null>> = {
  source: (value) => {
    const source = oneOf(value, ['sample', 'camera', 'screen']);
    return source && { launch: { source } };
  },
  camera: (value) => (value ? { settings: { cameraId: value } } : null),
  backend: (value) => {
    const backend = oneOf(value, ['auto', 'webgl', 'wasm']);
    return backend && { settings: { backend } };
  },
  detector: (value) => {
    const detector = oneOf(value, DETECTORS);
    return detector && { settings: { detector } };
  },
  show: (value) => {
    const names = value === '' ? [] : value.split(',');
    if (!names.every((name) => oneOf(name, SHOWABLE))) return null;
    const show = Object.fromEntries(SHOWABLE.map((name) => [name, names.includes(name)]));
    return { settings: { show: show as Settings['show'] } };
  },
  smooth: (value) => {
    const smooth = onOff(value);
    return smooth === null ? null : { settings: { smooth } };
  },
  mirror: (value) => {
    const mirror = oneOf(value, ['auto', 'on', 'off']);
    return mirror && { settings: { mirror } };
  },
  max: (value) => {
    const maxFaces = Number(value);
    const valid = /^\d+$/.test(value) && maxFaces >= 1 && maxFaces <= MOST_FACES;
    return valid ? { settings: { maxFaces } } : null;
  },
  cover: (value) => {
    const cover = oneOf(value, COVERS);
    return cover && { settings: { cover } };
  },
  'cover-but': (value) => {
    const coverBut = oneOf(value, EXCEPTIONS);
    return coverBut && { settings: { coverBut } };
  },
  theme: (value) => {
    const theme = oneOf(value, ['system', 'light', 'dark']);
    return theme && { settings: { theme } };
  },
  timeline: (value) => {
    const timeline = oneOf(value, ['auto', 'on', 'off']);
    return timeline && { settings: { timeline } };
  },
  booth: () => ({ launch: { booth: true } }),
  'seed-clock': (value) => (value === '1' ? { launch: { stepped: true } } : null),
};

/** Parses a query string `?a=b&…`. Unknown parameters and invalid values have no effect and are listed in `ignored`. */
export function readAddress(search: string): Address {
  let settings: Partial<Settings> = {};
  let launch: Launch = { booth: false, source: null, stepped: false };
  const ignored: string[] = [];
  for (const [name, value] of new URLSearchParams(search)) {
    const parsed = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name]?.(value) : null;
    if (!parsed) {
      ignored.push(name);
      continue;
    }
    settings = { ...settings, ...parsed.settings };
    launch = { ...launch, ...parsed.launch };
  }
  return { settings, launch, ignored };
}

/** Validates stored settings one by one; invalid values are left out. */
export function readStoredSettings(stored: unknown): Partial<Settings> {
  if (typeof stored !== 'object' || stored === null) return {};
  const record = stored as Record<string, unknown>;
  const kept: Record<string, unknown> = {};
  for (const [name, isValid] of Object.entries(VALID)) {
    if (name in record && isValid(record[name])) kept[name] = record[name];
  }
  return kept as Partial<Settings>;
}

const VALID: Readonly<{ [Name in keyof Settings]: (value: unknown) => boolean }> = {
  cameraId: (value) => value === null || typeof value === 'string',
  facing: (value) => value === 'user' || value === 'environment',
  cameraWidth: (value) => value === 'auto' || value === 640 || value === 1280,
  backend: (value) => value === 'auto' || value === 'webgl' || value === 'wasm',
  detector: (value) => DETECTORS.some((detector) => detector === value),
  show: (value) =>
    typeof value === 'object' &&
    value !== null &&
    SHOWABLE.every((name) => typeof (value as Record<string, unknown>)[name] === 'boolean'),
  smooth: (value) => typeof value === 'boolean',
  mirror: (value) => value === 'auto' || value === 'on' || value === 'off',
  maxFaces: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_FACES,
  cover: (value) => COVERS.some((cover) => cover === value),
  coverBut: (value) => EXCEPTIONS.some((exception) => exception === value),
  theme: (value) => value === 'system' || value === 'light' || value === 'dark',
  timeline: (value) => value === 'auto' || value === 'on' || value === 'off',
  // A booth's part of the picture comes from its link and is never stored.
  area: (value) => value === null,
};

function oneOf<const Choice extends string>(value: string, choices: readonly Choice[]): Choice | null {
  return choices.find((choice) => choice === value) ?? null;
}

function onOff(value: string): boolean | null {
  if (value === 'on' || value === '1') return true;
  if (value === 'off' || value === '0') return false;
  return null;
}
