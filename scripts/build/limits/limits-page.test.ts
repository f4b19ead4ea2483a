import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { limitsPage } from './limits-page.ts';

const page = (markdown: string) => limitsPage(markdown, 'assets/index-1.css');

it('has the title, every heading and every table of docs/limits.md', () => {
  const markdown = readFileSync('docs/limits.md', 'utf8');
  const html = page(markdown);
  const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;
  expect(html).toContain('<title>What is withheld, and when · Mien</title>');
  expect(html).toContain('href="./assets/index-1.css"');
  expect(count(html, /<h[1-3]>/g)).toBe(count(markdown, /^#{1,3} /gm));
  expect(count(html, /<table>/g)).toBe(count(markdown, /^\| -+:? \|/gm));
  expect(html).not.toContain('<script');
});

it('refuses a document without a title, and links that lead nowhere', () => {
  expect(() => page('text')).toThrow('no title');
  expect(() => page('# Limits\n\n[data](data.md)')).toThrow('data.md is not part of the build');
  expect(page('# Limits\n\n[page](https://example.org/)')).toContain('href="https://example.org/"');
});
