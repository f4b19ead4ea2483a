import { HEADS } from '#core/labels.ts';
import { useApp, useSession } from '../hooks.ts';
import { COVER } from '../words/cover.ts';
import { SETTINGS } from '../words/settings.ts';
import { Choice } from './Choice.tsx';
import { Dialog } from './Dialog.tsx';

const CAMERA_WIDTHS = { auto: 'auto', small: 640, large: 1280 } as const;
const NAMES_OF_WIDTHS = { auto: 'auto', 640: 'small', 1280: 'large' } as const;
const FACE_COUNTS = [1, 2, 4, 8, 16, 32] as const;

/** All settings. Each change takes effect at once. */
export function SettingsSheet({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const settings = useApp((state) => state.settings);
  const network = useApp(({ engine }) => (engine.state === 'ready' ? engine.info.model : null));
  const { show } = settings;
  // A URL parameter may set a number that is not in the list.
  const counts = [...new Set<number>([...FACE_COUNTS, settings.maxFaces])].sort((a, b) => a - b);
  return (
    <Dialog title={SETTINGS.title} onClose={onClose}>
      <div className="settings">
        <fieldset className="choice">
          <legend>{SETTINGS.show}</legend>
          <div className="checks">
            {HEADS.map((head) => (
              <label key={head} className="check">
                <input
                  type="checkbox"
                  checked={show[head]}
                  onChange={(event) =>
                    session.setSettings({ show: { ...show, [head]: event.currentTarget.checked } })
                  }
                />
                <span>{SETTINGS.showItems[head]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <label className="check check-wide">
          <input
            type="checkbox"
            checked={settings.smooth}
            onChange={(event) => session.setSettings({ smooth: event.currentTarget.checked })}
          />
          <span className="check-words">
            <span>{SETTINGS.steady}</span>
            <small>{SETTINGS.steadyHint}</small>
          </span>
        </label>
        <label className="field">
          <span>{SETTINGS.maxFaces}</span>
          <select
            value={settings.maxFaces}
            onChange={(event) => session.setSettings({ maxFaces: Number(event.currentTarget.value) })}
          >
            {counts.map((n) => (
              <option key={n} value={n}>
                {n}
              </option>
            ))}
          </select>
        </label>
        <Choice
          legend={SETTINGS.timeline}
          options={SETTINGS.timelines}
          value={settings.timeline}
          onChange={(timeline) => session.setSettings({ timeline })}
        />
        <Choice
          legend={COVER.legend}
          options={COVER.styles}
          value={settings.cover}
          onChange={(cover) => session.setSettings({ cover })}
        />
        {settings.cover !== 'off' && (
          <>
            <p className="quiet small">{COVER.hint}</p>
            <label className="check check-wide">
              <input
                type="checkbox"
                checked={settings.coverBut === 'picked'}
                onChange={(event) =>
                  session.setSettings({ coverBut: event.currentTarget.checked ? 'picked' : 'nobody' })
                }
              />
              <span className="check-words">
                <span>{COVER.but}</span>
                <small>{COVER.butHint}</small>
              </span>
            </label>
          </>
        )}
        <Choice
          legend={SETTINGS.mirror}
          options={SETTINGS.mirrors}
          value={settings.mirror}
          onChange={(mirror) => session.setSettings({ mirror })}
        />
        <Choice
          legend={SETTINGS.cameraWidth}
          options={SETTINGS.cameraWidths}
          value={NAMES_OF_WIDTHS[settings.cameraWidth]}
          onChange={(width) => session.setSettings({ cameraWidth: CAMERA_WIDTHS[width] })}
        />
        <Choice
          legend={SETTINGS.detector}
          options={SETTINGS.detectors}
          value={settings.detector}
          onChange={(detector) => session.setSettings({ detector })}
        />
        <Choice
          legend={SETTINGS.backend}
          options={SETTINGS.backends}
          value={settings.backend}
          onChange={(backend) => session.setSettings({ backend })}
        />
        <Choice
          legend={SETTINGS.theme}
          options={SETTINGS.themes}
          value={settings.theme}
          onChange={(theme) => session.setSettings({ theme })}
        />
        <p className="quiet small">{SETTINGS.about}</p>
        <p className="quiet small">{SETTINGS.versions(__VERSION__, network)}</p>
      </div>
    </Dialog>
  );
}
