import type { CropTemplate } from '#core/align.ts';
import { EMOTIONS, GENDERS, OUTPUT_SIZES, OUTPUTS, type Output, SMILES, VISIBLE } from '#core/labels.ts';
import type { Point } from '#core/types.ts';
import { type FileSeal, fetchBytes, type TakeHanded } from './assets.ts';
import { EngineError } from './failure.ts';
import type { CropContract } from './parts.ts';

/** A block of golden.bin: its offset in bytes, and the number of values for each face. */
export interface GoldenBlock {
  readonly offset: number;
  readonly valuesPerFace: number;
}

/** Where crops and logits are stored in golden.bin. */
export interface GoldenLayout {
  readonly file: string;
  readonly count: number;
  readonly crops: GoldenBlock;
  /** Logits of the shipped (quantized) network for the crops, by output. */
  readonly logits: Readonly<Record<Output, GoldenBlock>>;
}

/** The validated part of card.json that the engine needs. */
export interface ModelCard {
  readonly name: string;
  readonly version: string;
  readonly input: { readonly size: number };
  readonly crop: CropContract;
  readonly files: ReadonlyMap<string, FileSeal>;
  readonly golden: GoldenLayout;
}

/**
 * Fetches and validates a card.
 * Throws EngineError: card-invalid with the first error, or asset-missing, asset-broken.
 */
export async function readCard(url: string, handed?: TakeHanded): Promise<ModelCard> {
  return parseCard(await readJson(url, handed));
}

/** Fetches a manifest: the seal of each file, by its name. Throws EngineError as readCard does. */
export async function readManifest(url: string, handed?: TakeHanded): Promise<ReadonlyMap<string, FileSeal>> {
  return readFiles(field(await readJson(url, handed), 'files'));
}

async function readJson(url: string, handed?: TakeHanded): Promise<unknown> {
  const bytes = await fetchBytes(url, null, () => {}, handed);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new EngineError({ code: 'card-invalid', detail: `${url} is not JSON` });
  }
}

/** Parses a card and checks it against the outputs in core/labels.ts. Throws EngineError card-invalid. */
export function parseCard(card: unknown): ModelCard {
  const input = field(card, 'input');
  const size = number(input, 'width');
  require(number(input, 'height') === size, 'the input must be square');
  require(field(input, 'layout') === 'NHWC' &&
    field(input, 'channels') === 'RGB', 'the input must be NHWC, RGB');
  const crop = field(input, 'crop');
  require(field(crop, 'border') === 'clamp', 'the border must be clamp');
  checkOutputs(field(card, 'outputs'));
  const temperature = field(card, 'temperature');
  return {
    name: text(card, 'name'),
    version: text(card, 'version'),
    input: { size },
    crop: {
      size,
      scale: number(input, 'scale'),
      offset: number(input, 'offset'),
      template: readTemplate(field(crop, 'template112')),
      temperature: {
        age: number(temperature, 'age'),
        gender: number(temperature, 'gender'),
        emotion: number(temperature, 'emotion'),
        smile: number(temperature, 'smile'),
      },
    },
    files: readFiles(field(card, 'files')),
    golden: readLayout(field(card, 'golden'), size),
  };
}

/** Checks outputs by name, size and order of classes, because a shape alone does not identify one. */
function checkOutputs(outputs: unknown): void {
  const classes: Partial<Record<Output, readonly string[]>> = {
    gender: GENDERS,
    emotion: EMOTIONS,
    smile: SMILES,
    visible: VISIBLE,
  };
  const byName = new Map(list(outputs, 'outputs').map((output) => [field(output, 'name'), output]));
  for (const name of OUTPUTS) {
    const output = byName.get(name);
    require(output !== undefined, `output ${name} is missing`);
    require(number(output, 'size') ===
      OUTPUT_SIZES[name], `output ${name} must have ${OUTPUT_SIZES[name]} values`);
    const names = classes[name];
    const found = names && list(field(output, 'classes'), `classes of ${name}`);
    require(!names || names.every((one, index) => found?.[index] === one), `classes of ${name} differ`);
  }
}

function readTemplate(template: unknown): CropTemplate {
  const point = (name: string): Point => {
    const [x, y] = list(field(template, name), name);
    require(typeof x === 'number' && typeof y === 'number', `template ${name} must be two numbers`);
    return { x: x as number, y: y as number };
  };
  return {
    rightEye: point('rightEye'),
    leftEye: point('leftEye'),
    noseTip: point('noseTip'),
    mouthCentre: point('mouthCentre'),
  };
}

function readFiles(files: unknown): ReadonlyMap<string, FileSeal> {
  return new Map(
    list(files, 'files').map((file) => [
      text(file, 'path'),
      { bytes: number(file, 'bytes'), sha256: text(file, 'sha256') },
    ]),
  );
}

function readLayout(golden: unknown, size: number): GoldenLayout {
  const block = (value: unknown): GoldenBlock => ({
    offset: number(value, 'offset'),
    valuesPerFace: number(value, 'valuesPerFace'),
  });
  require(number(golden, 'inputSize') === size, 'the golden crops must have the size of the input');
  const converted = field(field(golden, 'logits'), 'converted');
  const logits = Object.fromEntries(OUTPUTS.map((name) => [name, block(field(converted, name))]));
  return {
    file: text(golden, 'file'),
    count: number(golden, 'count'),
    crops: block(field(golden, 'crops')),
    logits: logits as Record<Output, GoldenBlock>,
  };
}

function require(condition: boolean, detail: string): void {
  if (!condition) throw new EngineError({ code: 'card-invalid', detail });
}

function field(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null;
  require(isObject && name in (value as object), `${name} is missing`);
  return (value as Record<string, unknown>)[name];
}

function number(value: unknown, name: string): number {
  const found = field(value, name);
  require(typeof found === 'number' && Number.isFinite(found), `${name} must be a number`);
  return found as number;
}

function text(value: unknown, name: string): string {
  const found = field(value, name);
  require(typeof found === 'string', `${name} must be text`);
  return found as string;
}

function list(value: unknown, name: string): readonly unknown[] {
  require(Array.isArray(value), `${name} must be a list`);
  return value as readonly unknown[];
}
