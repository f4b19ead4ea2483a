import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { floatTensor, parseSafetensors, type Tensor } from '../formats/safetensors.ts';
import { type Network, parseNetwork } from './network.ts';

/** What `python -m training export` writes: the fused network, its card, and golden faces with their logits. */
export interface Export {
  readonly network: Network;
  readonly weights: ReadonlyMap<string, Tensor | Tensor<Uint8Array>>;
  readonly card: ExportCard;
  readonly golden: readonly ExportedFace[];
}

export interface ExportedFace {
  readonly picture: string;
  readonly crop: Uint8Array;
  readonly pytorch: Readonly<Record<string, Float32Array>>;
}

export interface ExportInput {
  readonly width: number;
  readonly height: number;
  readonly channels: string;
  readonly layout: string;
  /** The network's input is pixel · scale + offset. */
  readonly scale: number;
  readonly offset: number;
  readonly crop: unknown;
}

/** One head: classes by name, or a distribution over years, both ends included. */
export type ExportOutput =
  | { readonly classes: readonly string[] }
  | { readonly years: readonly [number, number] };

/** Outputs whose logits are independent and used as they are, without a temperature. */
const INDEPENDENT: readonly string[] = ['visible'];

/** The fields of the export's card that the converter reads; the others are copied unchanged. */
export interface ExportCard {
  readonly name: string;
  readonly version: string;
  readonly date: string;
  readonly licence: string;
  readonly dataSets: readonly string[];
  readonly input: ExportInput;
  readonly outputs: Readonly<Record<string, ExportOutput>>;
  readonly temperature: Readonly<Record<string, number>>;
  readonly sha256: { readonly safetensors: string };
  readonly cost: unknown;
  /** Figures by set; empty if nothing was measured. */
  readonly heldOut: Readonly<Record<string, unknown>>;
}

/**
 * Reads an export from a folder: face-attributes.safetensors, network.json, card.json, golden.safetensors and, if it
 * exists, golden-faces.json with the names of the pictures.
 *
 * @throws if a file is missing or the files do not match.
 */
export function readExport(folder: string): Export {
  const json = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const network = parseNetwork(json('network.json'));
  const card = checkCard(json('card.json'), network);
  const weights = parseSafetensors(readFileSync(join(folder, 'face-attributes.safetensors')));
  const tensors = parseSafetensors(readFileSync(join(folder, 'golden.safetensors')));
  const pictures = existsSync(join(folder, 'golden-faces.json')) ? json('golden-faces.json') : [];
  return { network, weights, card, golden: goldenFaces(tensors, card, pictures) };
}

/** Whether an output's logits are independent: a sigmoid for each, not a softmax over all. */
export function isIndependent(name: string): boolean {
  return INDEPENDENT.includes(name);
}

/** Returns the number of logits of a head. */
export function outputSize(output: ExportOutput): number {
  return 'classes' in output ? output.classes.length : output.years[1] - output.years[0] + 1;
}

/** Returns an export's card. Throws if it lacks a field or does not fit the network. */
export function checkCard(value: unknown, network: Pick<Network, 'heads'>): ExportCard {
  const card = value as ExportCard;
  const { input, outputs, temperature } = card;
  const wrong = (what: string) => new Error(`card.json: ${what}`);
  if (input?.channels !== 'RGB' || input.layout !== 'NHWC') throw wrong('the input is not RGB in NHWC');
  if (![input.width, input.height, input.scale, input.offset].every(Number.isFinite) || !input.crop) {
    throw wrong('the input lacks its size, scale, offset or crop');
  }
  if (input.width !== input.height) throw wrong(`the input is ${input.width}×${input.height}, not square`);
  const heads = new Map(network.heads.map((head) => [head.output, head.outChannels]));
  for (const [name, output] of Object.entries(outputs ?? {})) {
    if (heads.get(name) !== outputSize(output)) {
      throw wrong(`${name} has ${outputSize(output)} logits, network.json says ${heads.get(name)}`);
    }
    if (!isIndependent(name) && !(Number(temperature?.[name]) > 0)) throw wrong(`${name} has no temperature`);
    heads.delete(name);
  }
  if (heads.size > 0) throw wrong(`outputs lack ${[...heads.keys()].join(', ')}`);
  if (typeof card.heldOut !== 'object' || card.heldOut === null) throw wrong('heldOut is missing');
  if (!card.licence || !card.dataSets?.length) throw wrong('licence or dataSets are missing');
  return card;
}

function goldenFaces(
  tensors: ReadonlyMap<string, Tensor | Tensor<Uint8Array>>,
  { input, outputs }: ExportCard,
  pictures: unknown,
): readonly ExportedFace[] {
  const crops = tensors.get('crops');
  if (crops === undefined || !(crops.data instanceof Uint8Array)) throw new Error('golden: no uint8 crops');
  const [count = 0, height, width, channels] = crops.shape;
  if (height !== input.height || width !== input.width || channels !== 3) {
    throw new Error(`golden: crops are [${crops.shape}], the card says ${input.height}×${input.width}`);
  }
  const logits = Object.entries(outputs).map(([name, output]) => {
    const size = outputSize(output);
    return { name, size, data: floatTensor(tensors, `logits.${name}`, [count, size]).data };
  });
  const cropBytes = input.height * input.width * 3;
  const all = crops.data;
  return Array.from({ length: count }, (_, i) => ({
    picture: pictureName(pictures, i),
    crop: all.slice(i * cropBytes, (i + 1) * cropBytes),
    pytorch: Object.fromEntries(
      logits.map(({ name, size, data }) => [name, data.slice(i * size, (i + 1) * size)]),
    ),
  }));
}

function pictureName(pictures: unknown, i: number): string {
  const entry: unknown = Array.isArray(pictures) ? pictures[i] : undefined;
  const name = (entry as { picture?: unknown } | undefined)?.picture;
  return typeof name === 'string' ? name : '';
}
