import {
  BlobSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  Mp4OutputFormat,
  Output,
  StreamTarget,
  type StreamTargetChunk,
  WebMOutputFormat,
} from 'mediabunny';
import { VIDEO_FORMATS } from './formats.ts';
import { createMemoryFile } from './memory-file.ts';

/**
 * The same pictures in a file that says how long it is and where its pictures are: browsers' recorders write neither,
 * so that players could not seek. Rejects if the file cannot be read.
 */
export async function remux(recorded: Blob): Promise<Blob> {
  const input = new Input({ source: new BlobSource(recorded), formats: VIDEO_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    const codec = await track?.getCodec();
    const config = await track?.getDecoderConfig();
    if (!track || !codec || !config) throw new Error('the browser has recorded no picture');
    const format = recorded.type.startsWith('video/mp4') ? new Mp4OutputFormat() : new WebMOutputFormat();
    const file = createMemoryFile();
    const output = new Output({
      format,
      target: new StreamTarget(
        new WritableStream<StreamTargetChunk>({ write: ({ position, data }) => file.write(position, data) }),
      ),
    });
    const pictures = new EncodedVideoPacketSource(codec);
    output.addVideoTrack(pictures);
    await output.start();
    let first: number | null = null;
    for await (const packet of new EncodedPacketSink(track).packets()) {
      first ??= packet.timestamp;
      await pictures.add(packet.clone({ timestamp: Math.max(0, packet.timestamp - first) }), {
        decoderConfig: config,
      });
    }
    await output.finalize();
    return file.blob(format.mimeType);
  } finally {
    input.dispose();
  }
}
