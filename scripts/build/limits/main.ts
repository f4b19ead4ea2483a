import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { limitsPage } from './limits-page.ts';

/** Writes dist/limits.html, to which the welcome screen links. */
const stylesheet = readdirSync('dist/assets').find((name) => /^index-.*\.css$/.test(name));
if (!stylesheet) throw new Error('dist/assets has no style sheet');
writeFileSync('dist/limits.html', limitsPage(readFileSync('docs/limits.md', 'utf8'), `assets/${stylesheet}`));
