import type { Container, VideoCodec } from '#store/state.ts';

export const CONTAINER_WORDS: { readonly [C in Container]: string } = {
  mp4: 'MP4',
  matroska: 'Matroska (MKV)',
  avi: 'AVI',
  asf: 'Windows Media (WMV)',
  flv: 'Flash (FLV)',
  ogg: 'Ogg',
  mpeg: 'MPEG',
  mxf: 'MXF',
};

export const CONVERT_VIDEO = 'Convert it to MP4 (H.264) or WebM';

const HARDLY_ANYWHERE = 'no usual browser plays it';
const EVERYWHERE = 'current Chrome, Edge, Firefox and Safari play it';

/** The name of each codec, and the browsers that play it. */
const CODEC_WORDS: {
  readonly [C in Exclude<VideoCodec, 'encrypted' | 'other'>]: {
    readonly name: string;
    readonly plays: string;
  };
} = {
  h264: {
    name: 'H.264, perhaps with more than 8 bits',
    plays: 'current Chrome, Edge, Firefox and Safari play the usual kind',
  },
  hevc: { name: 'HEVC', plays: 'Safari plays it, and Chrome and Edge do where the device can decode it' },
  vvc: { name: 'VVC', plays: HARDLY_ANYWHERE },
  av1: { name: 'AV1', plays: 'current Chrome, Edge and Firefox play it' },
  vp8: { name: 'VP8', plays: EVERYWHERE },
  vp9: { name: 'VP9', plays: EVERYWHERE },
  mpeg4: { name: 'MPEG-4 Part 2, as in DivX and Xvid', plays: HARDLY_ANYWHERE },
  mpeg2: { name: 'MPEG-2', plays: HARDLY_ANYWHERE },
  mpeg1: { name: 'MPEG-1', plays: HARDLY_ANYWHERE },
  h263: { name: 'H.263', plays: HARDLY_ANYWHERE },
  theora: { name: 'Theora', plays: HARDLY_ANYWHERE },
  prores: { name: 'ProRes', plays: 'Safari on a Mac plays it' },
  dnxhd: { name: 'DNxHD', plays: HARDLY_ANYWHERE },
  mjpeg: { name: 'Motion JPEG', plays: HARDLY_ANYWHERE },
};

/** Why a video with this codec cannot be played, and what to do. */
export function codecWords(codec: VideoCodec): { readonly body: string; readonly next: string } {
  if (codec === 'encrypted')
    return { body: 'This video is copy-protected.', next: 'Choose a video without copy protection.' };
  if (codec === 'other')
    return {
      body: 'This browser cannot play the picture of this video.',
      next: `${CONVERT_VIDEO}, or try another browser.`,
    };
  const { name, plays } = CODEC_WORDS[codec];
  return {
    body: `This browser cannot play the picture of this video (${name}).`,
    next: `${CONVERT_VIDEO}; ${plays}.`,
  };
}
