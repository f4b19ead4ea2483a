import { asFacing, facesUser } from './camera-facing.ts';
import { mayBeForbiddenByFrame, whoForbids } from './embedding.ts';
import type { CameraChoice, Facing, Opened, SourceFailure } from './source.ts';
import { openStream, PlaybackRefused } from './stream.ts';

/** Widths that are requested from cameras, pixels. */
export type CameraWidth = 640 | 1280;

/** The camera to open. */
export interface CameraRequest {
  /** The preferred camera; null for any. */
  readonly deviceId: string | null;
  /** The side to use if `deviceId` is null or not connected. */
  readonly facing: Facing;
  /** Width to request in pixels. */
  readonly width: CameraWidth;
}

/** Requests a camera and starts it. All refusals by the browser are converted to failure codes here. */
export async function openCamera(request: CameraRequest): Promise<Opened> {
  const missing = whyNoCamera();
  if (missing) return { ok: false, failure: missing };
  try {
    const stream = await getStream(request);
    const settings = stream.getVideoTracks()[0]?.getSettings();
    const label = stream.getVideoTracks()[0]?.label || 'Camera';
    const facing = asFacing(settings?.facingMode);
    const source = await openStream(stream, {
      kind: 'camera',
      label,
      camera: { id: settings?.deviceId ?? null, facing },
      userFacing: facesUser(facing, label),
      whenEnded: { code: 'camera-gone' },
    });
    return { ok: true, source };
  } catch (error) {
    return { ok: false, failure: cameraFailure(error) };
  }
}

/** The available cameras. Their names are generic until the user has allowed one; the list is empty on failure. */
export async function listCameras(): Promise<readonly CameraChoice[]> {
  if (!navigator.mediaDevices?.enumerateDevices) return [];
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices
    .filter((device) => device.kind === 'videoinput' && device.deviceId !== '')
    .map((device, index) => ({
      id: device.deviceId,
      label: device.label || `Camera ${index + 1}`,
      facing: asFacing(capabilities(device)?.facingMode?.[0]),
    }));
}

/** Firefox has no getCapabilities for devices. */
function capabilities(device: MediaDeviceInfo): MediaTrackCapabilities | null {
  return 'getCapabilities' in device ? (device as InputDeviceInfo).getCapabilities() : null;
}

/** Calls back whenever a camera is plugged in or removed; returns a function that stops watching. */
export function watchCameras(changed: () => void): () => void {
  const devices = navigator.mediaDevices;
  if (!devices?.addEventListener) return () => {};
  devices.addEventListener('devicechange', changed);
  return () => devices.removeEventListener('devicechange', changed);
}

function whyNoCamera(): SourceFailure | null {
  const by = whoForbids('camera');
  if (by) return { code: 'forbidden', kind: 'camera', by };
  if (!globalThis.isSecureContext) return { code: 'insecure-origin' };
  if (!navigator.mediaDevices?.getUserMedia) return { code: 'no-media-devices', kind: 'camera' };
  return null;
}

async function getStream(request: CameraRequest): Promise<MediaStream> {
  const size = {
    width: { ideal: request.width },
    height: { ideal: request.width === 640 ? 480 : 720 },
    frameRate: { ideal: 30 },
  };
  const getCamera = (video: MediaTrackConstraints) =>
    navigator.mediaDevices.getUserMedia({ video: { ...size, ...video }, audio: false });
  if (!request.deviceId) return getCamera({ facingMode: { ideal: request.facing } });
  try {
    return await getCamera({ deviceId: { exact: request.deviceId } });
  } catch (error) {
    // The remembered camera is not connected any more, so use any other.
    if (!(error instanceof DOMException) || error.name !== 'OverconstrainedError') throw error;
    return getCamera({ facingMode: { ideal: request.facing } });
  }
}

function cameraFailure(error: unknown): SourceFailure {
  if (error instanceof PlaybackRefused) return { code: 'playback-refused' };
  const name = error instanceof DOMException ? error.name : '';
  const message = error instanceof Error ? error.message : String(error);
  switch (name) {
    case 'NotAllowedError':
      if (mayBeForbiddenByFrame()) return { code: 'forbidden', kind: 'camera', by: 'frame' };
      // Chromium's message if the prompt was closed without an answer.
      if (/dismiss/i.test(message)) return { code: 'permission-dismissed', kind: 'camera' };
      return { code: 'permission-denied', kind: 'camera' };
    case 'SecurityError':
      return { code: 'insecure-origin' };
    case 'NotFoundError':
    case 'OverconstrainedError':
      return { code: 'no-camera' };
    case 'NotReadableError':
    case 'AbortError':
      return { code: 'camera-busy' };
    default:
      if (message === 'no picture in time') return { code: 'camera-busy' };
      return { code: 'source-failed', detail: message };
  }
}
