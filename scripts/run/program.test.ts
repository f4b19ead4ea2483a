import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runProgram } from './program.ts';

const USAGE = 'npm run something';
const { argv } = process;

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  process.argv = argv;
  process.exitCode = undefined;
});

async function run(args: readonly string[], main = vi.fn<() => void>()): Promise<typeof main> {
  process.argv = ['node', 'program.ts', ...args];
  await runProgram(USAGE, main);
  return main;
}

test('the program receives its arguments', async () => {
  expect(await run(['--set', 'a'])).toHaveBeenCalledWith(['--set', 'a']);
  expect(process.exitCode).toBeUndefined();
});

test('--help prints the usage and does nothing else', async () => {
  expect(await run(['--set', 'a', '--help'])).not.toHaveBeenCalled();
  expect(console.log).toHaveBeenCalledWith(USAGE);
  expect(process.exitCode).toBeUndefined();
});

test('an error is printed as a sentence', async () => {
  const fails = vi.fn(() => {
    throw new Error('no pictures in /d');
  });
  await run([], fails);
  expect(console.error).toHaveBeenCalledWith('no pictures in /d');
  expect(process.exitCode).toBe(1);
});

test('the usage follows the error about an unknown option', async () => {
  const fails = vi.fn(() => {
    throw Object.assign(new Error("Unknown option '--foo'"), { code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' });
  });
  await run(['--foo'], fails);
  expect(console.error).toHaveBeenCalledWith(`Unknown option '--foo'\n${USAGE}`);
  expect(process.exitCode).toBe(1);
});
