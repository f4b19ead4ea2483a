import { type InputFormat, MATROSKA, MP4, QTFF, WEBM } from 'mediabunny';

/** The files that are read: those that browsers play. */
export const VIDEO_FORMATS: InputFormat[] = [MP4, QTFF, WEBM, MATROSKA];
