import { useId } from 'react';
import {
  type Booth,
  LANGUAGES,
  type Language,
  LENGTHS,
  NUMBERS,
  type Numbers,
  PRESETS,
  type Rotation,
} from '#core/booth/booth.ts';
import { Choice } from '#view/controls/Choice.tsx';
import { NOTICES } from '../words/notice.ts';
import { SETUP } from '../words/setup.ts';
import { Field } from './Field.tsx';
import { PlaceFields } from './PlaceFields.tsx';

interface Props {
  readonly booth: Booth;
  readonly onChange: (booth: Booth) => void;
}

/** Everything that can be set for a booth. Each change is in the link at once. */
export function Form({ booth, onChange }: Props) {
  const change = (patch: Partial<Booth>) => onChange({ ...booth, ...patch });
  const texts = (name: 'organiser' | 'contact') => (
    <Field label={SETUP[name]} hint={SETUP[`${name}Hint`]}>
      {({ id, describedBy }) => (
        <input
          id={id}
          aria-describedby={describedBy}
          type="text"
          required
          maxLength={LENGTHS[name]}
          value={booth[name]}
          onChange={(event) => change({ [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <form className="setup-form" onSubmit={(event) => event.preventDefault()}>
      <section className="setup-card">
        <h2>{SETUP.whoTitle}</h2>
        {texts('organiser')}
        {texts('contact')}
        <Field label={SETUP.info} hint={SETUP.infoHint}>
          {({ id, describedBy }) => (
            <input
              id={id}
              aria-describedby={describedBy}
              type="url"
              maxLength={LENGTHS.info}
              value={booth.info ?? ''}
              onChange={(event) => change({ info: event.currentTarget.value.trim() || null })}
            />
          )}
        </Field>
      </section>
      <section className="setup-card">
        <h2>{SETUP.showTitle}</h2>
        <Presets booth={booth} onChange={onChange} />
        <label className="check check-wide">
          <input
            type="checkbox"
            checked={booth.group}
            onChange={(event) => change({ group: event.currentTarget.checked })}
          />
          <span className="check-words">
            <span>{SETUP.group}</span>
            <small>{SETUP.groupHint}</small>
          </span>
        </label>
        <label className="check check-wide">
          <input
            type="checkbox"
            checked={booth.card}
            onChange={(event) => change({ card: event.currentTarget.checked })}
          />
          <span className="check-words">
            <span>{SETUP.card}</span>
            <small>{SETUP.cardHint}</small>
          </span>
        </label>
        <Field label={SETUP.numbers} hint={SETUP.numbersHint}>
          {({ id, describedBy }) => (
            <select
              id={id}
              aria-describedby={describedBy}
              value={booth.numbers}
              onChange={(event) => change({ numbers: event.currentTarget.value as Numbers })}
            >
              {NUMBERS.map((numbers) => (
                <option key={numbers} value={numbers}>
                  {SETUP.numbersChoices[numbers]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={SETUP.language}>
          {({ id }) => (
            <select
              id={id}
              value={booth.language}
              onChange={(event) => change({ language: event.currentTarget.value as Language })}
            >
              {LANGUAGES.map((language) => (
                <option key={language} value={language} lang={language}>
                  {NOTICES[language].name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </section>
      <section className="setup-card">
        <h2>{SETUP.placeTitle}</h2>
        <PlaceFields booth={booth} change={change} />
        <Choice
          legend={SETUP.rotation}
          options={SETUP.rotations}
          value={String(booth.rotation) as `${Rotation}`}
          onChange={(rotation) => change({ rotation: Number(rotation) as Rotation })}
        />
        <small className="quiet">{SETUP.rotationHint}</small>
        <Field label={SETUP.pin} hint={SETUP.pinHint}>
          {({ id, describedBy }) => (
            <input
              id={id}
              aria-describedby={describedBy}
              type="text"
              inputMode="numeric"
              autoComplete="off"
              maxLength={8}
              value={booth.pin ?? ''}
              onChange={(event) => change({ pin: event.currentTarget.value.trim() || null })}
            />
          )}
        </Field>
      </section>
    </form>
  );
}

/** The presets, each with what it means. */
function Presets({ booth, onChange }: Props) {
  const name = useId();
  return (
    <fieldset className="setup-presets">
      <legend className="hidden">{SETUP.showTitle}</legend>
      {PRESETS.map((preset) => (
        <label key={preset} className="check check-wide">
          <input
            type="radio"
            name={name}
            checked={booth.preset === preset}
            onChange={() => onChange({ ...booth, preset })}
          />
          <span className="check-words">
            <span>{SETUP.presets[preset]}</span>
            <small>{SETUP.presetHints[preset]}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
