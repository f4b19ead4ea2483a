import { readFileSync, writeFileSync } from 'node:fs';

/** A card with other held-out figures, and the command that measured them; nothing else changes. */
export function withHeldOut(
  card: Readonly<Record<string, unknown>>,
  command: string,
  heldOut: unknown,
): Readonly<Record<string, unknown>> {
  return {
    ...card,
    heldOutMeasuredBy: `the shipped network in the page's own worker, WASM, on held-out pictures: ${command}`,
    heldOut,
  };
}

/** Replaces the held-out figures of a card file, written as the converter writes it. */
export function writeHeldOut(file: string, command: string, heldOut: unknown): void {
  const card = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, `${JSON.stringify(withHeldOut(card, command, heldOut), null, 2)}\n`);
}
