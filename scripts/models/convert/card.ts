import { createHash } from 'node:crypto';
import { type ExportCard, type ExportOutput, isIndependent, outputSize } from './export.ts';
import type { GoldenLayout } from './golden.ts';

/** A file that the page fetches; `path` is relative to the card. */
export interface CardFile {
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** How the weights were quantized, and the resulting errors on the golden faces. */
export interface CardQuantization {
  readonly scheme: string;
  /** Largest |logit − PyTorch's logit| by head over all golden faces, with tfjs' WASM backend. */
  readonly maxLogitError: Readonly<Record<string, number>>;
  /** The largest error that the converter accepts. */
  readonly tolerance: number;
}

/** Increased when the card changes in a way that older pages cannot read. */
const CARD_FORMAT = 1;

/** Describes a file for the card. */
export function cardFile(path: string, bytes: Uint8Array): CardFile {
  return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/**
 * Makes the page's card from the export's card and the results of the conversion.
 *
 * @param files the files that the page fetches.
 * @param goldenMore the file with more golden faces, which only tests read.
 */
export function pageCard(
  card: ExportCard,
  files: readonly CardFile[],
  golden: GoldenLayout,
  goldenMore: GoldenLayout & CardFile,
  quantization: CardQuantization,
): unknown {
  const { sha256, outputs, heldOut, ...rest } = card;
  return {
    format: CARD_FORMAT,
    ...rest,
    outputs: Object.entries(outputs).map(([name, output]) => describeOutput(name, output)),
    files,
    golden,
    goldenMore,
    quantization,
    source: { format: 'safetensors', sha256: sha256.safetensors },
    heldOutMeasuredBy: measuredBy(heldOut),
    heldOut,
  };
}

/** Describes the held-out figures of a network that was just converted. `npm run evaluate -- --card` replaces them. */
function measuredBy(heldOut: ExportCard['heldOut']): string {
  return Object.keys(heldOut).length === 0
    ? 'nobody yet: `npm run evaluate -- --set … --card FILE` measures the shipped network and writes it here'
    : 'whoever exported the network, before quantization; not by a command of this repository';
}

function describeOutput(name: string, output: ExportOutput): unknown {
  const size = outputSize(output);
  const kind = isIndependent(name) ? 'independent' : 'classes';
  return 'classes' in output
    ? { name, kind, size, classes: output.classes }
    : { name, kind: 'distribution', size, years: output.years };
}
