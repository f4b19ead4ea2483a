export const SETTINGS = {
  title: 'Settings',
  close: 'Close',
  show: 'Show',
  showItems: { age: 'Age', gender: 'Gender', emotion: 'Emotion', smile: 'Smile' },
  steady: 'Steady readings',
  steadyHint: 'Adds up what was seen of each person. Off shows every frame on its own.',
  maxFaces: 'Most faces at once',
  timeline: 'Timeline',
  timelines: { auto: 'Where there is room', on: 'On', off: 'Off' },
  mirror: 'Mirror',
  mirrors: { auto: 'Front camera', on: 'Always', off: 'Never' },
  cameraWidth: 'Camera picture',
  cameraWidths: { auto: 'Large if fast enough', small: 'Small, fastest', large: 'Large, sees smaller faces' },
  detector: 'Look for faces',
  detectors: { full: 'Near and far', short: 'Near only, faster', mediapipe: 'MediaPipe, for comparison' },
  backend: 'Run on',
  backends: { auto: 'Automatic', webgl: 'Graphics (WebGL)', wasm: 'Processor (WebAssembly)' },
  theme: 'Colours',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  about:
    'Readings are guesses about appearance. Nothing leaves this tab; only these settings and the page itself are stored.',
  /** `network`: name and version of the attribute network, null until it runs. */
  versions: (page: string, network: string | null) =>
    [`Mien ${page}`, ...(network === null ? [] : [network])].join(' · '),
} as const;
