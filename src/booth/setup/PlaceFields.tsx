import { type Aside, type Booth, type Hours, INCHES, METRES, PERCENT } from '#core/booth/booth.ts';
import { clockTime, parseHours } from '#core/booth/hours.ts';
import { legibleUpTo, turned } from '#core/booth/sizes.ts';
import { Choice } from '#view/controls/Choice.tsx';
import { useApp } from '#view/hooks.ts';
import { SETUP } from '../words/setup.ts';
import { Field } from './Field.tsx';

interface Props {
  readonly booth: Booth;
  readonly change: (patch: Partial<Booth>) => void;
}

/** What depends on the place: camera, distance, screen, mirror, area at the side, and opening hours. */
export function PlaceFields({ booth, change }: Props) {
  const size = turned({ width: window.screen.width, height: window.screen.height }, booth.rotation);
  const upTo = legibleUpTo({ inches: booth.screen, size });
  return (
    <>
      <CameraField booth={booth} change={change} />
      <Field label={SETUP.distance} hint={SETUP.legible(upTo, booth.distance)}>
        {({ id, describedBy }) => (
          <span className="setup-range">
            <input
              id={id}
              aria-describedby={describedBy}
              aria-valuetext={SETUP.metres(booth.distance)}
              type="range"
              min={METRES.least}
              max={METRES.most}
              step={0.1}
              value={booth.distance}
              onChange={(event) => change({ distance: Number(event.currentTarget.value) })}
            />
            <output className="figure">{SETUP.metres(booth.distance)}</output>
          </span>
        )}
      </Field>
      <Field label={SETUP.screen}>
        {({ id }) => (
          <input
            id={id}
            type="number"
            min={INCHES.least}
            max={INCHES.most}
            value={booth.screen}
            onChange={(event) => change({ screen: Number(event.currentTarget.value) })}
          />
        )}
      </Field>
      <label className="check">
        <input
          type="checkbox"
          checked={booth.mirror}
          onChange={(event) => change({ mirror: event.currentTarget.checked })}
        />
        <span>{SETUP.mirror}</span>
      </label>
      <AsideFields aside={booth.aside} onChange={(aside) => change({ aside })} />
      <HoursFields hours={booth.hours} onChange={(hours) => change({ hours })} />
    </>
  );
}

function CameraField({ booth, change }: Props) {
  const cameras = useApp((state) => state.cameras);
  const names = [
    ...new Set([...(booth.camera === null ? [] : [booth.camera]), ...cameras.map(({ label }) => label)]),
  ];
  return (
    <Field label={SETUP.camera} hint={SETUP.cameraHint}>
      {({ id, describedBy }) => (
        <select
          id={id}
          aria-describedby={describedBy}
          value={booth.camera ?? ''}
          onChange={(event) => change({ camera: event.currentTarget.value || null })}
        >
          <option value="">{SETUP.anyCamera}</option>
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

const DEFAULT_PERCENT = 20;

function AsideFields({ aside, onChange }: { aside: Aside | null; onChange: (aside: Aside | null) => void }) {
  return (
    <>
      <Choice
        legend={SETUP.aside}
        options={SETUP.asides}
        value={aside?.side ?? 'none'}
        onChange={(side) =>
          onChange(side === 'none' ? null : { side, percent: aside?.percent ?? DEFAULT_PERCENT })
        }
      />
      <small className="quiet">{SETUP.asideHint}</small>
      {aside !== null && (
        <Field label={SETUP.asideWidth}>
          {({ id }) => (
            <span className="setup-range">
              <input
                id={id}
                aria-valuetext={SETUP.percent(aside.percent)}
                type="range"
                min={PERCENT.least}
                max={PERCENT.most}
                value={aside.percent}
                onChange={(event) => onChange({ ...aside, percent: Number(event.currentTarget.value) })}
              />
              <output className="figure">{SETUP.percent(aside.percent)}</output>
            </span>
          )}
        </Field>
      )}
    </>
  );
}

const DEFAULT_HOURS: Hours = { from: 10 * 60, to: 18 * 60 };

function HoursFields({ hours, onChange }: { hours: Hours | null; onChange: (hours: Hours | null) => void }) {
  const times = hours && { from: clockTime(hours.from), to: clockTime(hours.to) };
  const changeTime = (patch: { from?: string; to?: string }) => {
    const next = { ...times, ...patch };
    // A time that is half typed, or hours without length, leave the last valid ones.
    const read = parseHours(`${next.from}-${next.to}`);
    if (read) onChange(read);
  };
  return (
    <>
      <label className="check check-wide">
        <input
          type="checkbox"
          checked={hours !== null}
          onChange={(event) => onChange(event.currentTarget.checked ? DEFAULT_HOURS : null)}
        />
        <span className="check-words">
          <span>{SETUP.hours}</span>
          <small>{SETUP.hoursHint}</small>
        </span>
      </label>
      {times !== null && (
        <div className="setup-times">
          {(['from', 'to'] as const).map((end) => (
            <Field key={end} label={end === 'from' ? SETUP.opens : SETUP.closes}>
              {({ id }) => (
                <input
                  id={id}
                  type="time"
                  value={times[end]}
                  onChange={(event) => changeTime({ [end]: event.currentTarget.value })}
                />
              )}
            </Field>
          ))}
        </div>
      )}
    </>
  );
}
