import {
  type AudioCodec,
  BlobSource,
  type EncodedPacket,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  VideoSampleSink,
} from 'mediabunny';
import { filmSize } from '#core/film-size.ts';
import type { Size } from '#core/types.ts';
import { VIDEO_FORMATS } from './formats.ts';

/** The sound of a video as it is in the file. */
export interface VideoSound {
  readonly codec: AudioCodec;
  readonly config: AudioDecoderConfig;
  packets(): AsyncGenerator<EncodedPacket, void>;
}

/** One frame of a video. */
export interface VideoPicture {
  /** Time in the video and duration, in seconds. */
  readonly seconds: number;
  readonly duration: number;
  /** Upright and of the video's `drawn` size; valid until the next frame is taken. */
  readonly image: HTMLCanvasElement;
}

/** A video whose frames can be decoded one by one. */
export interface VideoFile {
  /** The size in pixels in which the video is shown. */
  readonly size: Size;
  /** The size in which its frames are drawn: even, and at most 1,920 pixels long. */
  readonly drawn: Size;
  /** Seconds. */
  readonly duration: number;
  readonly hasSound: boolean;
  /** Null for a silent video, or for sound of an unknown kind. */
  readonly sound: VideoSound | null;
  /** Every frame in order. Rejects where the file is damaged. */
  frames(): AsyncGenerator<VideoPicture, void>;
  close(): void;
}

/** Opens a video; null if this browser cannot decode it frame by frame. */
export async function openVideoFile(file: Blob): Promise<VideoFile | null> {
  if (typeof VideoDecoder === 'undefined') return null;
  const input = new Input({ source: new BlobSource(file), formats: VIDEO_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track === null || !(await track.canDecode())) {
      input.dispose();
      return null;
    }
    const size = { width: await track.getDisplayWidth(), height: await track.getDisplayHeight() };
    const drawn = filmSize(size);
    const audio = await input.getPrimaryAudioTrack();
    return {
      size,
      drawn,
      // A file without a duration is read to its end.
      duration: (await track.getDurationFromMetadata()) ?? (await track.computeDuration()),
      hasSound: audio !== null,
      sound: audio && (await soundOf(audio)),
      async *frames() {
        const canvas = document.createElement('canvas');
        canvas.width = drawn.width;
        canvas.height = drawn.height;
        const context = canvas.getContext('2d');
        if (context === null) throw new Error('no memory for a canvas');
        context.imageSmoothingQuality = 'high';
        for await (const sample of new VideoSampleSink(track).samples()) {
          const { timestamp: seconds, duration } = sample;
          // What ends before the start is only there for the decoder.
          if (seconds < 0) {
            sample.close();
            continue;
          }
          sample.draw(context, 0, 0, drawn.width, drawn.height);
          sample.close();
          yield { seconds, duration, image: canvas };
        }
      },
      close: () => input.dispose(),
    };
  } catch {
    input.dispose();
    return null;
  }
}

async function soundOf(track: InputAudioTrack): Promise<VideoSound | null> {
  const codec = await track.getCodec();
  const config = await track.getDecoderConfig();
  if (codec === null || config === null) return null;
  return {
    codec,
    config,
    async *packets() {
      for await (const packet of new EncodedPacketSink(track).packets()) {
        if (packet.timestamp >= 0) yield packet;
      }
    },
  };
}
