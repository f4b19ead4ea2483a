import { useEffect } from 'react';
import { selectLiveSource } from '#store/selectors.ts';
import type { Launch } from '#store/settings.ts';
import { useApp, useSession } from '#view/hooks.ts';

/** What a booth can show: its camera, or for a rehearsal something else. */
export type BoothSource = NonNullable<Launch['source']>;

/** Opens the booth's source while `wanted`, else frees it. */
export function useSource(kind: BoothSource, wanted: boolean): void {
  const { sources } = useSession();
  useEffect(() => {
    if (!wanted) return;
    if (kind === 'camera') sources.openCamera();
    else if (kind === 'sample') sources.openSample();
    else sources.openScreen();
    return () => sources.leave();
  }, [sources, kind, wanted]);
}

/**
 * Changes to the camera with this name once one is open. Not by id, because ids differ between the browser's profiles,
 * and not earlier, because browsers hide names until a camera is allowed.
 */
export function useNamedCamera(name: string | null): void {
  const session = useSession();
  const cameras = useApp((state) => state.cameras);
  const open = useApp((state) => {
    const source = selectLiveSource(state);
    return source?.kind === 'camera' ? source.label : null;
  });
  const chosen = useApp((state) => state.settings.cameraId);
  useEffect(() => {
    if (open === null) return;
    const wanted = name === null ? null : (cameras.find(({ label }) => label === name)?.id ?? null);
    if (wanted !== chosen && open !== name) session.setSettings({ cameraId: wanted });
  }, [session, cameras, open, chosen, name]);
}
