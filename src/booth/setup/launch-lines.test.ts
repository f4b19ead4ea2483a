import { describe, expect, test } from 'vitest';
import { type Browser, launchSteps, type System } from './launch-lines.ts';

const URL_OF_SHOW =
  'https://museum.example/mien/?booth=show&organiser=Caf%C3%A9+%24HOME&contact=info@museum.example';
const SYSTEMS: readonly System[] = ['windows', 'macos', 'linux'];
const BROWSERS: readonly Browser[] = ['chromium', 'edge', 'firefox'];

const code = (system: System, browser: Browser, name: string) =>
  launchSteps(system, browser, URL_OF_SHOW).find((step) => step.name === name)!;

describe('every system and browser', () => {
  for (const system of SYSTEMS) {
    for (const browser of BROWSERS) {
      test(`${browser} on ${system} starts the show in kiosk mode, with a profile of its own`, () => {
        const { code: line } = code(system, browser, 'start');
        expect(line).toContain('--kiosk');
        expect(line).toMatch(/--profile |--user-data-dir=/);
        const quote = system === 'windows' ? '"' : "'";
        expect(line!.endsWith(` ${quote}${URL_OF_SHOW}${quote}`)).toBe(true);
      });
    }
  }

  test('the camera is granted to the origin alone, and so is full screen', () => {
    expect(JSON.parse(code('linux', 'chromium', 'policy').code!)).toEqual({
      VideoCaptureAllowedUrls: ['https://museum.example'],
      AutomaticFullscreenAllowedForUrls: ['https://museum.example'],
    });
    expect(JSON.parse(code('windows', 'firefox', 'policy').code!)).toEqual({
      policies: { Permissions: { Camera: { Allow: ['https://museum.example'] } } },
    });
    expect(code('windows', 'edge', 'policy').code).toContain(
      'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Edge\\VideoCaptureAllowedUrls" /v 1 /t REG_SZ /d "https://museum.example" /f',
    );
    expect(code('macos', 'chromium', 'policy').code).toBeNull();
  });
});

describe('what starts it again', () => {
  test('a systemd unit, in which the address survives its percent signs and dollars', () => {
    const unit = code('linux', 'chromium', 'again').code!;
    expect(unit).toContain('Restart=always');
    expect(unit).toContain('--user-data-dir="%h/mien-booth"');
    expect(unit).toContain('organiser=Caf%%C3%%A9+%%24HOME');
    expect(code('linux', 'chromium', 'enable').code).toContain('enable --now mien-booth');
  });

  test('a Windows task with a batch file, in which percent signs are doubled and variables are not', () => {
    const loop = code('windows', 'chromium', 'again').code!;
    expect(loop).toContain('"%LOCALAPPDATA%\\MienBooth"');
    expect(loop).toContain('organiser=Caf%%C3%%A9+%%24HOME');
    expect(loop.split('\r\n').at(-1)).toBe('goto again');
    expect(code('windows', 'chromium', 'enable').code).toContain('/sc onlogon');
  });
});
