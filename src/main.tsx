import { createRoot } from 'react-dom/client';
import { createSession } from '#session/create-session.ts';
import { startDecoderWorker } from '#session/decoder-client.ts';
import { announceResult, publishHandle } from '#session/handle.ts';
import { createNotifier } from '#session/notices.ts';
import { createAppStore } from '#store/store.ts';
import { App } from '#view/App.tsx';
import { PHOTOS, photoFailureWords, someFaces } from '#view/words/photos.ts';
import { ENGINE_ASSETS, here, sealed } from './addresses.ts';
import { startEngine } from './early.ts';
import { address, settings, storage } from './launch.ts';

const store = createAppStore(settings, address.launch.stepped);
const notify = createNotifier(store.dispatch);
const session = createSession({
  store,
  startEngine,
  assets: ENGINE_ASSETS,
  startDecoder: startDecoderWorker,
  sample: [
    { url: sealed('sample/sample.webm'), type: 'video/webm; codecs="vp9"' },
    { url: sealed('sample/sample.mp4'), type: 'video/mp4; codecs="avc1.4d401e"' },
  ],
  storage,
  // Vite's server has no service worker, and one that kept its files would hide every change.
  offline: import.meta.env.PROD ? { worker: here('sw.js'), script: import.meta.url } : null,
  photoNotes: { failure: photoFailureWords, oneFrame: PHOTOS.oneFrame, someFaces },
  notify,
  onResult: announceResult,
});
publishHandle(__VERSION__, store, session);
if (address.ignored.length > 0) notify({ code: 'address-ignored', names: address.ignored });

const root = document.getElementById('root');
if (root) createRoot(root).render(<App store={store.api} session={session} />);

switch (address.launch.source) {
  case 'camera':
    session.sources.openCamera();
    break;
  case 'screen':
    session.sources.openScreen();
    break;
  case 'sample':
    session.sources.openSample();
    break;
}
