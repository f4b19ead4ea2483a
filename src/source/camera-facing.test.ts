import { describe, expect, test } from 'vitest';
import { asFacing, facesUser, otherCamera } from './camera-facing.ts';
import type { CameraChoice, Facing } from './source.ts';

describe('which cameras are mirrored', () => {
  test.each([
    ['Jacobs USB Camera', true],
    ['OBSBOT Tiny 2', true],
    ['OBSBOT Tiny 2 (3564:fef8)', true],
    ['Backyard Cam', true],
    ['Rearden WebCam', true],
    ['Integrated Camera', true],
    ['FaceTime HD Camera', true],
    ['', true],
    ['OBS Virtual Camera', false],
    ['OBS-Camera', false],
    ['Back Dual Wide Camera', false],
    ['camera2 0, facing back', false],
    ['Microsoft Camera Rear', false],
    ['USB3.0 HD Video Capture', false],
    ['HDMI-Capture_1', false],
  ])('%s: %s', (label, mirrored) => {
    expect(facesUser(null, label)).toBe(mirrored);
  });

  test('the facing reported by the browser counts more than the name', () => {
    expect(facesUser('user', 'Back Camera')).toBe(true);
    expect(facesUser('environment', 'Integrated Camera')).toBe(false);
    expect(asFacing('left')).toBeNull();
  });
});

describe('the other camera', () => {
  const camera = (id: string, label = '', facing: Facing | null = null): CameraChoice => ({
    id,
    label,
    facing,
  });
  const webcams = [camera('a', 'Integrated Camera'), camera('b', 'USB Webcam')];

  test('two webcams alternate', () => {
    const shown = ['b'];
    for (let flip = 0; flip < 3; flip++) {
      shown.push(otherCamera({ id: shown.at(-1) ?? null, facing: null }, webcams)?.cameraId ?? 'none');
    }
    expect(shown).toEqual(['b', 'a', 'b', 'a']);
  });

  test('three webcams are used in turn', () => {
    const three = [...webcams, camera('c')];
    expect(['a', 'b', 'c'].map((id) => otherCamera({ id, facing: null }, three)?.cameraId)).toEqual([
      'b',
      'c',
      'a',
    ]);
  });

  test('on a phone the camera of the other side is requested', () => {
    const phone = [
      camera('front', 'camera2 1, facing front', 'user'),
      camera('wide', 'camera2 2, facing back', 'environment'),
      camera('main', 'camera2 0, facing back', 'environment'),
    ];
    expect(otherCamera({ id: 'front', facing: 'user' }, phone)).toEqual({
      cameraId: null,
      facing: 'environment',
    });
    expect(otherCamera({ id: 'main', facing: 'environment' }, phone)).toEqual({
      cameraId: null,
      facing: 'user',
    });
  });

  test('a side that is only known by name is requested by id', () => {
    const phone = [camera('0', 'Facing back:0'), camera('2', 'Facing back:2'), camera('1', 'Facing front:1')];
    expect(otherCamera({ id: '0', facing: null }, phone)).toEqual({ cameraId: '1', facing: 'user' });
    expect(otherCamera({ id: '1', facing: 'user' }, phone)).toEqual({ cameraId: '0', facing: 'environment' });
  });

  test('a built-in camera facing the user and a webcam of unknown facing alternate', () => {
    const laptop = [camera('own', 'FaceTime HD Camera', 'user'), camera('usb', 'USB Webcam')];
    expect(otherCamera({ id: 'own', facing: 'user' }, laptop)?.cameraId).toBe('usb');
    expect(otherCamera({ id: 'usb', facing: null }, laptop)?.cameraId).toBe('own');
  });

  test('a single camera, or none, has no other camera', () => {
    expect(otherCamera({ id: 'a', facing: null }, [camera('a')])).toBeNull();
    expect(otherCamera({ id: null, facing: null }, [])).toBeNull();
  });

  test('a camera that is not in the list is followed by the first one', () => {
    expect(otherCamera({ id: 'gone', facing: null }, webcams)?.cameraId).toBe('a');
  });
});
