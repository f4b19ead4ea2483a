/** How the picture of a video is coded. `mpeg4`: MPEG-4 Part 2 (DivX, Xvid); `encrypted`: copy-protected. */
export type VideoCodec =
  | 'h264'
  | 'hevc'
  | 'vvc'
  | 'av1'
  | 'vp8'
  | 'vp9'
  | 'mpeg4'
  | 'mpeg2'
  | 'mpeg1'
  | 'h263'
  | 'theora'
  | 'prores'
  | 'dnxhd'
  | 'mjpeg'
  | 'encrypted'
  | 'other';
