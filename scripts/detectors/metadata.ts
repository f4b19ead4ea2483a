import { Builder, type Offset } from 'flatbuffers';

/** Numbers of the enums and unions in TensorFlow Lite's metadata_schema.fbs. */
const COLOR_SPACE_RGB = 1;
const CONTENT_IMAGE_PROPERTIES = 2;
const PROCESS_UNIT_NORMALIZATION = 1;

/**
 * The smallest ModelMetadata flatbuffer (identifier "M001") with which MediaPipe Tasks' FaceDetector takes a
 * model: one RGB image input, normalised as (value − 127.5) / 127.5 to −1…1, and the outputs by name in their
 * order. Field numbers are those of TensorFlow Lite's metadata_schema.fbs. Anchors and decoding are built into
 * the library, which chooses them by the input's width.
 */
export function detectorMetadata(modelName: string, outputNames: readonly string[]): Uint8Array {
  const builder = new Builder(1024);
  const input = inputTensor(builder);
  const outputs = outputNames.map((name) => namedTensor(builder, name));
  const inputList = offsetVector(builder, [input]);
  const outputList = offsetVector(builder, outputs);
  const subgraph = table(builder, 10, () => {
    builder.addFieldOffset(2, inputList, 0);
    builder.addFieldOffset(3, outputList, 0);
  });
  const subgraphs = offsetVector(builder, [subgraph]);
  const name = builder.createString(modelName);
  const minimumParserVersion = builder.createString('1.0.0');
  const model = table(builder, 8, () => {
    builder.addFieldOffset(0, name, 0);
    builder.addFieldOffset(3, subgraphs, 0);
    builder.addFieldOffset(7, minimumParserVersion, 0);
  });
  builder.finish(model, 'M001');
  return builder.asUint8Array();
}

/** TensorMetadata of the image input: colour space, normalisation, and the range after it. */
function inputTensor(builder: Builder): Offset {
  const image = table(builder, 2, () => builder.addFieldInt8(0, COLOR_SPACE_RGB, 0));
  const content = table(builder, 3, () => {
    builder.addFieldInt8(0, CONTENT_IMAGE_PROPERTIES, 0);
    builder.addFieldOffset(1, image, 0);
  });
  const mean = floatVector(builder, [127.5]);
  const std = floatVector(builder, [127.5]);
  const normalization = table(builder, 2, () => {
    builder.addFieldOffset(0, mean, 0);
    builder.addFieldOffset(1, std, 0);
  });
  const unit = table(builder, 2, () => {
    builder.addFieldInt8(0, PROCESS_UNIT_NORMALIZATION, 0);
    builder.addFieldOffset(1, normalization, 0);
  });
  const units = offsetVector(builder, [unit]);
  const max = floatVector(builder, [1]);
  const min = floatVector(builder, [-1]);
  const stats = table(builder, 2, () => {
    builder.addFieldOffset(0, max, 0);
    builder.addFieldOffset(1, min, 0);
  });
  const name = builder.createString('image');
  return table(builder, 7, () => {
    builder.addFieldOffset(0, name, 0);
    builder.addFieldOffset(3, content, 0);
    builder.addFieldOffset(4, units, 0);
    builder.addFieldOffset(5, stats, 0);
  });
}

function namedTensor(builder: Builder, tensorName: string): Offset {
  const name = builder.createString(tensorName);
  return table(builder, 7, () => builder.addFieldOffset(0, name, 0));
}

function table(builder: Builder, fieldCount: number, fill: () => void): Offset {
  builder.startObject(fieldCount);
  fill();
  return builder.endObject();
}

// The builder writes from the end to the beginning, so vectors are filled backwards.
function floatVector(builder: Builder, values: readonly number[]): Offset {
  builder.startVector(4, values.length, 4);
  for (const value of [...values].reverse()) builder.addFloat32(value);
  return builder.endVector();
}

function offsetVector(builder: Builder, offsets: readonly Offset[]): Offset {
  builder.startVector(4, offsets.length, 4);
  for (const offset of [...offsets].reverse()) builder.addOffset(offset);
  return builder.endVector();
}
