import {
  CanvasSource,
  canEncodeVideo,
  EncodedAudioPacketSource,
  Mp4OutputFormat,
  NullTarget,
  Output,
  type OutputFormat,
  Quality,
  StreamTarget,
  type StreamTargetChunk,
  type VideoCodec,
  type VideoEncodingConfig,
  WebMOutputFormat,
} from 'mediabunny';
import type { FilmOptions, FilmWriter } from './film-writer.ts';
import { createMemoryFile } from './memory-file.ts';

/** In the order in which they are tried: MP4 with H.264 plays everywhere. */
const CODECS: readonly VideoCodec[] = ['avc', 'vp9', 'vp8', 'av1'];
/** Seconds between two frames that a player can start from. */
const KEY_FRAMES = 1;
/** An encoder that gives no frame within this time is not used. */
const TRIAL_MS = 5000;

/** Opens a writer that uses the browser's encoders (WebCodecs); null if none of them works. */
export async function openEncoder(
  canvas: HTMLCanvasElement,
  bitrate: number,
  { pace, sound }: FilmOptions,
): Promise<FilmWriter | null> {
  if (typeof VideoEncoder === 'undefined') return null;
  const coding: Coding = {
    quality: new Quality({ bitrate }),
    keyFrameInterval: KEY_FRAMES,
    latencyMode: pace === 'live' ? 'realtime' : 'quality',
  };
  const codec = await firstThatEncodes(canvas, coding);
  if (codec === null) return null;
  const format = formatOf(codec);
  const file = createMemoryFile();
  const output = new Output({
    format,
    target: new StreamTarget(
      new WritableStream<StreamTargetChunk>({ write: ({ position, data }) => file.write(position, data) }),
    ),
  });
  const pictures = new CanvasSource(canvas, { ...coding, codec });
  output.addVideoTrack(pictures);
  const copied = sound !== null && format.getSupportedAudioCodecs().includes(sound.codec) ? sound : null;
  const sounds = copied && new EncodedAudioPacketSource(copied.codec);
  if (sounds) output.addAudioTrack(sounds);
  await output.start();
  const packets = copied?.packets();
  let waiting = await packets?.next();

  /** Sound is added up to the time of the pictures, so that neither waits in memory for the other. */
  async function addSound(seconds: number): Promise<void> {
    while (copied && sounds && packets && waiting?.done === false && waiting.value.timestamp <= seconds) {
      await sounds.add(waiting.value, { decoderConfig: copied.config });
      waiting = await packets.next();
    }
  }

  return {
    hasSound: copied !== null,
    bytes: file.size,
    async add(seconds, duration) {
      await pictures.add(seconds, duration);
      await addSound(seconds);
    },
    pause() {},
    resume() {},
    async finish() {
      await addSound(Number.POSITIVE_INFINITY);
      await output.finalize();
      return file.blob(format.mimeType);
    },
    cancel: () => output.cancel(),
  };
}

type Coding = Pick<VideoEncodingConfig, 'quality' | 'keyFrameInterval' | 'latencyMode'>;

function formatOf(codec: VideoCodec): OutputFormat {
  return codec === 'avc' ? new Mp4OutputFormat() : new WebMOutputFormat();
}

async function firstThatEncodes(canvas: HTMLCanvasElement, coding: Coding): Promise<VideoCodec | null> {
  for (const codec of CODECS) if (await encodes(codec, canvas, coding)) return codec;
  return null;
}

/** Encodes two frames of this size: browsers also claim codecs of which no frame comes out. */
async function encodes(
  codec: VideoCodec,
  { width, height }: HTMLCanvasElement,
  { quality, ...coding }: Coding,
): Promise<boolean> {
  if (!(await canEncodeVideo(codec, { width, height, ...(quality && { quality }) }))) return false;
  let frames = 0;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  const output = new Output({ format: formatOf(codec), target: new NullTarget() });
  const source = new CanvasSource(canvas, {
    ...coding,
    ...(quality && { quality }),
    codec,
    onEncodedPacket: ({ byteLength }) => {
      if (byteLength > 0) frames += 1;
    },
  });
  output.addVideoTrack(source);
  const trial = async () => {
    await output.start();
    for (let frame = 0; frame < 2; frame++) {
      context?.fillRect(0, 0, (width / 2) * frame, height);
      await source.add(frame / 30, 1 / 30);
    }
    await output.finalize();
  };
  const late = new Promise<void>((resolve) => setTimeout(resolve, TRIAL_MS));
  await Promise.race([trial(), late]).catch(() => undefined);
  if (frames === 0) await output.cancel().catch(() => undefined);
  return frames > 0;
}
