/** A system and a browser that a booth can run in. */
export type System = 'windows' | 'macos' | 'linux';
export type Browser = 'chromium' | 'edge' | 'firefox';

/** One thing to do: what, and the text to paste; `code` is null where there is nothing to paste. */
export interface LaunchStep {
  readonly name: 'policy' | 'start' | 'again' | 'enable';
  /** A file to put the text in; null for a command. */
  readonly file: string | null;
  readonly code: string | null;
}

/** Switches of Chromium and Edge for a screen that visitors stand in front of. */
const SWITCHES = [
  '--kiosk',
  '--no-first-run',
  '--noerrdialogs',
  '--disable-session-crashed-bubble',
  '--disable-pinch',
  '--overscroll-history-navigation=0',
];

/**
 * What lets the browser start the booth by itself: a policy that grants the camera, the line that starts it, and what
 * starts it again.
 *
 * @param url of the show.
 */
export function launchSteps(system: System, browser: Browser, url: string): readonly LaunchStep[] {
  const { origin } = new URL(url);
  const policy = POLICIES[system](browser, origin);
  const command = commandOf(system, browser, url);
  const again = againAfter(system, command);
  return [...(policy === null ? [] : [policy]), { name: 'start', file: null, code: command }, ...again];
}

const POLICIES: {
  readonly [S in System]: (browser: Browser, origin: string) => LaunchStep | null;
} = {
  windows(browser, origin) {
    if (browser === 'firefox')
      return file('C:\\Program Files\\Mozilla Firefox\\distribution\\policies.json', firefoxPolicy(origin));
    const key = browser === 'edge' ? 'Microsoft\\Edge' : 'Google\\Chrome';
    const add = (name: string) =>
      `reg add "HKLM\\SOFTWARE\\Policies\\${key}\\${name}" /v 1 /t REG_SZ /d "${origin}" /f`;
    return { name: 'policy', file: null, code: Object.keys(chromiumPolicy(origin)).map(add).join('\n') };
  },
  // Chrome and Edge take these policies on macOS only from a configuration profile of a device management.
  macos: (browser, origin) =>
    browser === 'firefox'
      ? file('/Applications/Firefox.app/Contents/Resources/distribution/policies.json', firefoxPolicy(origin))
      : { name: 'policy', file: null, code: null },
  linux(browser, origin) {
    if (browser === 'firefox') return file('/etc/firefox/policies/policies.json', firefoxPolicy(origin));
    const folder = browser === 'edge' ? '/etc/opt/edge' : '/etc/chromium';
    return file(`${folder}/policies/managed/mien-booth.json`, chromiumPolicy(origin));
  },
};

function file(path: string, content: unknown): LaunchStep {
  return { name: 'policy', file: path, code: JSON.stringify(content, null, 2) };
}

const chromiumPolicy = (origin: string) => ({
  VideoCaptureAllowedUrls: [origin],
  AutomaticFullscreenAllowedForUrls: [origin],
});

const firefoxPolicy = (origin: string) => ({
  policies: { Permissions: { Camera: { Allow: [origin] } } },
});

/** The terminal command. It uses a separate browser profile, so that the user's own settings and extensions do not affect the booth. */
function commandOf(system: System, browser: Browser, url: string): string {
  const profile = {
    windows: '"%LOCALAPPDATA%\\MienBooth"',
    macos: '"$HOME/MienBooth"',
    linux: '"$HOME/mien-booth"',
  }[system];
  const quoted = system === 'windows' ? `"${url}"` : `'${url}'`;
  if (browser === 'firefox') return `${PROGRAMS[system].firefox} --kiosk --profile ${profile} ${quoted}`;
  const edge = browser === 'edge' ? ['--edge-kiosk-type=fullscreen'] : [];
  return [PROGRAMS[system][browser], ...SWITCHES, ...edge, `--user-data-dir=${profile}`, quoted].join(' ');
}

const PROGRAMS: { readonly [S in System]: { readonly [B in Browser]: string } } = {
  windows: {
    chromium: '"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"',
    edge: '"C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe"',
    firefox: '"C:\\Program Files\\Mozilla Firefox\\firefox.exe"',
  },
  macos: {
    chromium: '"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"',
    edge: '"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"',
    firefox: '/Applications/Firefox.app/Contents/MacOS/firefox',
  },
  linux: {
    chromium: '/usr/bin/chromium',
    edge: '/usr/bin/microsoft-edge',
    firefox: '/usr/bin/firefox',
  },
};

function againAfter(system: System, command: string): readonly LaunchStep[] {
  switch (system) {
    case 'windows':
      return [
        { name: 'again', file: 'C:\\MienBooth\\booth.cmd', code: windowsLoop(command) },
        {
          name: 'enable',
          file: null,
          code: 'schtasks /create /tn "Mien booth" /tr "C:\\MienBooth\\booth.cmd" /sc onlogon /f',
        },
      ];
    case 'linux':
      return [
        { name: 'again', file: '~/.config/systemd/user/mien-booth.service', code: systemdUnit(command) },
        {
          name: 'enable',
          file: null,
          code: 'systemctl --user daemon-reload && systemctl --user enable --now mien-booth',
        },
      ];
    case 'macos':
      return [{ name: 'again', file: null, code: `while true; do ${command}; sleep 3; done` }];
  }
}

/** In a batch file a percent sign of the address is written twice; that of a variable is not. */
function windowsLoop(command: string): string {
  const [start, address] = splitAddress(command);
  return [
    '@echo off',
    ':again',
    `start "" /wait ${start}${address.replaceAll('%', '%%')}`,
    'timeout /t 3 /nobreak >nul',
    'goto again',
  ].join('\r\n');
}

/** In a unit %h is the home folder, and other percent signs and dollars are written twice. */
function systemdUnit(command: string): string {
  const [start, address] = splitAddress(command);
  const escaped = address.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return [
    '[Unit]',
    'Description=Mien booth',
    'PartOf=graphical-session.target',
    'After=graphical-session.target',
    '',
    '[Service]',
    `ExecStart=${start.replaceAll('$HOME', '%h')}${escaped}`,
    'Restart=always',
    'RestartSec=3',
    '',
    '[Install]',
    'WantedBy=graphical-session.target',
  ].join('\n');
}

/** The address is the last, quoted word of a command. */
function splitAddress(command: string): readonly [start: string, address: string] {
  const at = Math.max(command.lastIndexOf(" '"), command.lastIndexOf(' "')) + 1;
  return [command.slice(0, at), command.slice(at)];
}
