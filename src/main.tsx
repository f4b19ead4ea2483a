import { createRoot } from 'react-dom/client';
import { createSession } from '#session/create-session.ts';
import { startDecoderWorker } from '#session/decoder-client.ts';
import { announceResult, publishHandle } from '#session/handle.ts';
import { createNotifier } from '#session/notices.ts';
import { loadSettings } from '#store/persist.ts';
import { DEFAULT_SETTINGS, readAddress } from '#store/settings.ts';
import { createAppStore } from '#store/store.ts';
import { App } from '#view/App.tsx';
import { PHOTOS, photoFailureWords, someFaces } from '#view/words/photos.ts';
import { absoluteUrl, ENGINE_ASSETS, versionedUrl } from './addresses.ts';
import { startEngine } from './early.ts';

const storage = () => window.localStorage;

const address = readAddress(window.location.search);
const settings = { ...DEFAULT_SETTINGS, ...loadSettings(storage), ...address.settings };
const store = createAppStore(settings, address.launch.stepped);
const session = createSession({
  store,
  startEngine,
  assets: ENGINE_ASSETS,
  startDecoder: startDecoderWorker,
  sample: [
    { url: versionedUrl('sample/sample.webm'), type: 'video/webm; codecs="vp9"' },
    { url: versionedUrl('sample/sample.mp4'), type: 'video/mp4; codecs="avc1.4d401e"' },
  ],
  storage,
  // During development a service worker would hide changes behind its cache.
  offline: import.meta.env.PROD ? { worker: absoluteUrl('sw.js'), script: import.meta.url } : null,
  photoNotes: { failure: photoFailureWords, oneFrame: PHOTOS.oneFrame, someFaces },
  onResult: announceResult,
});
publishHandle(__VERSION__, store, session);
if (address.ignored.length > 0)
  createNotifier(store.dispatch)({ code: 'address-ignored', names: address.ignored });

const root = document.getElementById('root');
if (root) createRoot(root).render(<App store={store.api} session={session} />);

switch (address.launch.source) {
  case 'camera':
    session.openCamera();
    break;
  case 'screen':
    session.openScreen();
    break;
  case 'sample':
    session.openSample();
    break;
}
