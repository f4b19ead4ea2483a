import { useApp, useSession } from '../hooks.ts';
import { FlipIcon } from '../icons.tsx';
import { LIVE } from '../words/live.ts';

/** Selects the camera, with a button that switches between front and back. Absent with a single camera. */
export function CameraPicker() {
  const session = useSession();
  const cameras = useApp((state) => state.cameras);
  const chosen = useApp((state) => state.settings.cameraId);
  if (cameras.length < 2) return null;
  const known = cameras.some((camera) => camera.id === chosen);
  return (
    <div className="camera-picker">
      <select
        aria-label={LIVE.camera}
        value={known && chosen !== null ? chosen : ''}
        onChange={(event) => session.setSettings({ cameraId: event.currentTarget.value || null })}
      >
        <option value="">{LIVE.anyCamera}</option>
        {cameras.map((camera) => (
          <option key={camera.id} value={camera.id}>
            {camera.label}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="button icon-only"
        aria-label={LIVE.flip}
        title={LIVE.flip}
        onClick={() => session.flipCamera()}
      >
        <FlipIcon />
      </button>
    </div>
  );
}
