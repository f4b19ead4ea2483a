import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const FOLDER = mkdtempSync(join(tmpdir(), 'mien-setup-'));

function program(name: string, text: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}

test('a program in TypeScript receives its arguments, and its status is returned', () => {
  const path = program(
    'status.ts',
    'console.log(process.argv.slice(2).join() satisfies string); process.exit(3);',
  );
  const { status, stdout } = spawnSync('node', ['scripts/run/installed/main.mjs', path, '--a', 'b c'], {
    encoding: 'utf8',
  });
  expect([status, stdout]).toEqual([3, '--a,b c\n']);
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s ends the program too', async (signal) => {
  const path = program('waits.ts', 'console.log(process.pid); setInterval(() => {}, 1000);');
  const outer = spawn('node', ['scripts/run/installed/main.mjs', path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const inner = await new Promise<number>((resolve) =>
    outer.stdout.once('data', (line) => resolve(Number(line))),
  );
  const ended = new Promise((done) => outer.once('exit', done));
  outer.kill(signal);
  await ended;
  expect(() => process.kill(inner, 0)).toThrow('ESRCH');
});

test('an invalid MIEN_CHROMIUM is named in the error, and no process keeps running', () => {
  const path = program(
    'lab.mts',
    `import { openLabPage } from '${process.cwd()}/scripts/lab/page.ts'; await openLabPage('dist', {});`,
  );
  const env = { ...process.env, MIEN_CHROMIUM: '/nowhere/chromium' };
  const { status, stderr } = spawnSync('node', ['scripts/run/installed/main.mjs', path], {
    env,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([1, 'MIEN_CHROMIUM is /nowhere/chromium, which is not a program.\n']);
});
