import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const text = (path: string) => readFileSync(path, 'utf8');
const versionIn = (path: string) => (JSON.parse(text(path)) as { readonly version: string }).version;
const [pages = '', networks = ''] = text('CHANGELOG.md').split('## Attribute network');

it('the newest page version in CHANGELOG.md is that of package.json and its lock file', () => {
  const version = versionIn('package.json');
  expect(/^### (\S+)/m.exec(pages)?.[1]).toBe(version);
  expect(versionIn('package-lock.json')).toBe(version);
});

it('the newest network version in CHANGELOG.md is that of the shipped card', () => {
  expect(/^\| (\d+\.\d+\.\d+) \|/m.exec(networks)?.[1]).toBe(
    versionIn('public/models/face-attributes/card.json'),
  );
});
