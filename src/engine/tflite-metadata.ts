/**
 * The metadata that MediaPipe's Tasks library requires in a .tflite file. The face detectors on npm come without.
 * Field numbers are those of TensorFlow Lite's schema.fbs and metadata_schema.fbs.
 */
import { Table } from './flatbuffer.ts';
import { type Scalar, type Target, writeFlatbuffer } from './write-flatbuffer.ts';

/** Fields of the table Model. */
const VERSION = 0;
const OPERATOR_CODES = 1;
const SUBGRAPHS = 2;
const DESCRIPTION = 3;
const BUFFERS = 4;
const METADATA_BUFFER = 5;
const METADATA = 6;
const SIGNATURES = 7;

/** Members of enums and unions. */
const RGB: Scalar = { int8: 1 };
const IMAGE_PROPERTIES: Scalar = { int8: 2 };
const NORMALIZATION: Scalar = { int8: 1 };

/** Names of the outputs of MediaPipe's face detectors, in their order. */
const OUTPUTS = ['regressors', 'classificators'];

/**
 * Returns a face detector's .tflite file with metadata: a picture of RGB channels comes in, and a channel value v is
 * v / 127.5 − 1. The original follows unchanged after a new front.
 */
export function withDetectorMetadata(model: Uint8Array): Uint8Array<ArrayBuffer> {
  const root = Table.root(model);
  const old = (place: number): Target => ({ old: place });
  const kept = (field: number): Target | null => {
    const place = root.target(field);
    return place === null ? null : old(place);
  };
  const buffers = root.targets(BUFFERS).map(old);
  const metadata: Target = { table: [{ text: 'TFLITE_METADATA' }, { uint32: buffers.length }] };
  const fields: (Scalar | Target | null)[] = [];
  fields[VERSION] = { uint32: root.int32(VERSION) };
  fields[OPERATOR_CODES] = kept(OPERATOR_CODES);
  fields[SUBGRAPHS] = kept(SUBGRAPHS);
  fields[DESCRIPTION] = kept(DESCRIPTION);
  fields[BUFFERS] = {
    vector: [...buffers, { table: [{ bytes: writeFlatbuffer(detectorMetadata(), 'M001') }] }],
  };
  fields[METADATA_BUFFER] = kept(METADATA_BUFFER);
  fields[METADATA] = { vector: [...root.targets(METADATA).map(old), metadata] };
  fields[SIGNATURES] = kept(SIGNATURES);
  return writeFlatbuffer({ table: fields }, 'TFL3', model);
}

/** The least that the library asks for; it knows anchors and decoding by the input's width. */
function detectorMetadata(): Target {
  const content: Target = { table: [IMAGE_PROPERTIES, { table: [RGB] }] };
  const scaling: Target = { table: [{ floats: [127.5] }, { floats: [127.5] }] };
  const range: Target = { table: [{ floats: [1] }, { floats: [-1] }] };
  const input: Target = {
    table: [
      { text: 'image' },
      null,
      null,
      content,
      { vector: [{ table: [NORMALIZATION, scaling] }] },
      range,
      null,
    ],
  };
  const outputs = OUTPUTS.map((text): Target => ({ table: [{ text }] }));
  const subgraph: Target = { table: [null, null, { vector: [input] }, { vector: outputs }] };
  return {
    table: [
      { text: 'face detector' },
      null,
      null,
      { vector: [subgraph] },
      null,
      null,
      null,
      { text: '1.0.0' },
    ],
  };
}
