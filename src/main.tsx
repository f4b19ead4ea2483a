import { createRoot } from 'react-dom/client';
import { createSession } from '#session/create-session.ts';
import { startDecoderWorker } from '#session/decoder-client.ts';
import { announceResult, publishHandle } from '#session/handle.ts';
import { createNotifier } from '#session/notices.ts';
import { createAppStore } from '#store/store.ts';
import { App } from '#view/App.tsx';
import { PHOTOS, photoFailureWords, someFaces } from '#view/words/photos.ts';
import { absoluteUrl, ENGINE_ASSETS, versionedUrl } from './addresses.ts';
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
    { url: versionedUrl('sample/sample.webm'), type: 'video/webm; codecs="vp9"' },
    { url: versionedUrl('sample/sample.mp4'), type: 'video/mp4; codecs="avc1.4d401e"' },
  ],
  storage,
  // During development a service worker would hide changes behind its cache.
  offline: import.meta.env.PROD ? { worker: absoluteUrl('sw.js'), script: import.meta.url } : null,
  photoNotes: { failure: photoFailureWords, oneFrame: PHOTOS.oneFrame, someFaces },
  notify,
  // A booth announces results itself, without what it does not show.
  onResult: address.launch.booth ? () => {} : announceResult,
});
publishHandle(__VERSION__, store, session);
if (address.ignored.length > 0 && !address.launch.booth)
  notify({ code: 'address-ignored', names: address.ignored });

const element = document.getElementById('root');
const root = element && createRoot(element);

if (address.launch.booth) {
  const parts = { store: store.api, session, address, cardUrl: ENGINE_ASSETS.attributes };
  void import('#booth/Booth.tsx').then(({ Booth }) => root?.render(<Booth {...parts} />));
} else {
  root?.render(<App store={store.api} session={session} />);
  openSource();
}

/** Opens what the address asks for. */
function openSource(): void {
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
}
