import { useMemo, useState } from 'react';
import { selectLiveSource } from '#store/selectors.ts';
import { Controls } from '../controls/Controls.tsx';
import { SettingsSheet } from '../controls/SettingsSheet.tsx';
import { useApp } from '../hooks.ts';
import { Announcer } from '../panel/Announcer.tsx';
import { LivePeople } from '../panel/LivePeople.tsx';
import { Meter } from '../panel/Meter.tsx';
import { createPicked } from '../stage/picked.ts';
import { Stage } from '../stage/Stage.tsx';
import { TimelinePlace } from '../timeline/TimelinePlace.tsx';
import { COVER } from '../words/cover.ts';
import { LIVE, pictureNews, SOURCE_WORDS } from '../words/live.ts';
import './live.css';

/** The live picture, the people in it, and the controls. */
export function Live() {
  const picked = useMemo(createPicked, []);
  const [settingsOpen, setSettingsOpen] = useState(false);
  const source = useApp(selectLiveSource);
  const restarting = useApp((state) => state.engine.state === 'restarting');
  const covered = useApp((state) => state.settings.cover !== 'off');
  const empty = useApp((state) => state.result === null);
  if (source === null) return null;
  const news = pictureNews(source);
  return (
    <main className="live">
      <h1 className="hidden">{`${SOURCE_WORDS[source.kind]}: ${source.label}`}</h1>
      <Stage picked={picked}>
        {covered && <p className="stage-covered">{COVER.note}</p>}
        {covered && empty && !restarting && news === null && (
          <p className="stage-news" role="status">
            {COVER.searching}
          </p>
        )}
        {restarting && (
          <p className="stage-news" role="status">
            {LIVE.starting}
          </p>
        )}
        {!restarting && news !== null && (
          <div className="stage-news" role="status">
            <p>{news.title}</p>
            <p className="small">{news.body}</p>
          </div>
        )}
      </Stage>
      <TimelinePlace />
      <aside className="side">
        <LivePeople picked={picked} />
        <p className="quiet small side-note">{LIVE.aboutGuesses}</p>
        <footer className="side-foot">
          <Meter />
        </footer>
      </aside>
      <Controls onSettings={() => setSettingsOpen(true)} />
      <Announcer />
      {settingsOpen && <SettingsSheet onClose={() => setSettingsOpen(false)} />}
    </main>
  );
}
