import { readFileSync, writeFileSync } from 'node:fs';
import type { Parts } from './parts.ts';
import type { SetSummary } from './summary.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Returns a set's figures for the card: without reliability, confusion and robustness, because the page fetches the
 * card before its first label.
 */
export function cardFigures({ n, found, age, ageBracket, gender, emotion, smile }: SetSummary): Json {
  return {
    n,
    found,
    ...(age && {
      age: {
        mae: age.mae,
        maeOfAll: age.maeOfAll,
        cs5: age.cs5,
        coverage80: age.coverage80,
        byBand: only(age.byBand, 'mae'),
        byGender: only(age.byGender, 'mae'),
        byGroup: only(age.byGroup, 'mae'),
      },
    }),
    ...(ageBracket && { ageBracket: { accuracy: ageBracket.accuracy } }),
    ...(gender && {
      gender: {
        accuracy: gender.accuracy,
        accuracyOfFound: gender.accuracyOfFound,
        ece: gender.ece,
        byGender: only(gender.byGender, 'accuracy'),
        byBand: only(gender.byBand, 'accuracy'),
        byGroup: only(gender.byGroup, 'accuracy'),
      },
    }),
    ...(emotion && {
      emotion: {
        classes: emotion.classes,
        accuracy: emotion.accuracy,
        accuracyOfFound: emotion.accuracyOfFound,
        macroF1: emotion.macroF1,
        macroRecall: emotion.macroRecall,
        ...(emotion.voteMae !== null && { voteMae: emotion.voteMae }),
        ece: emotion.ece,
        byClass: only(emotion.byClass, 'recall'),
      },
    }),
    ...(smile && {
      smile: { accuracy: smile.accuracy, accuracyOfFound: smile.accuracyOfFound, ece: smile.ece },
    }),
  };
}

/** Keeps the size and one figure of each part. */
function only<K extends string>(
  parts: Parts<{ readonly n: number } & Readonly<Record<K, number | null>>>,
  figure: K,
): Json {
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, { n: part.n, [figure]: part[figure] }]),
  );
}

/** Returns the card with its held-out figures and their command replaced. */
export function withHeldOut(card: Json, command: string, heldOut: Parts<SetSummary>): Json {
  const figures = Object.entries(heldOut).map(([name, summary]) => [name, cardFigures(summary)]);
  return {
    ...card,
    heldOutMeasuredBy: `${command} (the shipped network in the page's own worker, WASM, on held-out pictures)`,
    heldOut: Object.fromEntries(figures),
  };
}

/** Replaces the held-out figures in a card file, in the converter's format. */
export function writeHeldOut(file: string, command: string, heldOut: Parts<SetSummary>): void {
  const card = JSON.parse(readFileSync(file, 'utf8')) as Json;
  writeFileSync(file, `${JSON.stringify(withHeldOut(card, command, heldOut), null, 2)}\n`);
}
