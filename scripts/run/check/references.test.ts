import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The patterns are built from parts, so that this file does not contain what it refuses. */
const REFUSED = {
  'a folder outside the repository': new RegExp(
    ['\\.\\./shared\\b', '(?<![\\w/])shared/', '/work/(?:main|shared)'].join('|'),
  ),
  'a document that the repository does not hold': new RegExp(
    [
      'FACTS(?:\\.md|\\s\\d)',
      '(?<!\\w)DATA\\.md',
      'DESIGN(?:\\.md|\\s\\d)',
      'STYLE\\.md',
      'STYLE\\s[A-D]\\b',
    ].join('|'),
  ),
  'an issue of a tracker that the repository does not hold': /\bissue #?\d/i,
} as const;

const TEXT =
  /(?:\.(?:c?js|css|html|json|md|mjs|py|sh|toml|tsx?|webmanifest|ya?ml)|^\.(?:ci\/run|gitignore|npmrc))$/;

/** Returns the lines with a reference outside the repository as `LINE: REASON`. */
function refusedLines(text: string): string[] {
  return text.split('\n').flatMap((line, index) =>
    Object.entries(REFUSED)
      .filter(([, pattern]) => pattern.test(line))
      .map(([reason]) => `${index + 1}: ${reason}`),
  );
}

/** Returns the targets of relative links without their anchors. */
function linkedFiles(markdown: string): string[] {
  return [...markdown.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(
    ([, target]) => target!,
  );
}

/** Returns paths of the repository that the text mentions; placeholders such as NAME are in capitals. */
function mentionedPaths(text: string): string[] {
  const pattern =
    /(?<![\w/@.#-])(?:bench|docs|e2e|public|scripts|src|training)\/[\w./-]+\.(?:css|html|js|json|md|mjs|py|toml|tsx?)\b/g;
  return [...text.matchAll(pattern)].map(([path]) => path).filter((path) => !/\/[A-Z]+\./.test(path));
}

const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
  maxBuffer: 1e8,
})
  .split('\0')
  .filter((path) => path && existsSync(path));

describe('references in files of the repository', () => {
  it('stay inside the repository', () => {
    const here = 'scripts/run/check/references.test.ts';
    const found = tracked
      .filter((path) => TEXT.test(path) && path !== here && path !== 'package-lock.json')
      .flatMap((path) => refusedLines(readFileSync(path, 'utf8')).map((line) => `${path}:${line}`));
    expect(found).toEqual([]);
  });

  it('exist if they are links in Markdown', () => {
    const missing = tracked
      .filter((path) => path.endsWith('.md'))
      .flatMap((path) =>
        linkedFiles(readFileSync(path, 'utf8'))
          .filter((target) => !existsSync(join(dirname(path), decodeURI(target))))
          .map((target) => `${path} → ${target}`),
      );
    expect(missing).toEqual([]);
  });

  it('exist if they are paths in comments and documents', () => {
    // The history names files as they were, and results contain the commands of their time.
    const isOld = (path: string) => /HISTORY\.md$|CHANGELOG\.md$|^bench\/|^training\/reports\//.test(path);
    const missing = tracked
      .filter((path) => TEXT.test(path) && !path.endsWith('.json') && !isOld(path))
      .flatMap((path) =>
        mentionedPaths(readFileSync(path, 'utf8'))
          .filter((mentioned) => !existsSync(mentioned))
          .map((mentioned) => `${path}: ${mentioned}`),
      );
    expect(missing).toEqual([]);
  });

  it.each([
    ['see FACTS 5.1', 1],
    ['(DATA.md)', 1],
    ['the rules of docs/data.md', 0],
    ['DESIGN 4.2', 1],
    ['const NO_FACTS = {}', 0],
    ['as in Issue 6', 1],
    ["new URL('../shared/pictures/')", 1],
    ['a page shared/read by two tabs', 1],
    ['an issue of the browser', 0],
  ])('%s: %i refused', (line, count) => {
    expect(refusedLines(line)).toHaveLength(count);
  });
});
