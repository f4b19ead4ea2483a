import { useId } from 'react';

interface Props<Value extends string> {
  readonly legend: string;
  readonly options: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** A choice of one option, as a row of radio buttons. `options` maps each value to its text. */
export function Choice<Value extends string>({ legend, options, value, onChange }: Props<Value>) {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      <div className="choice-row">
        {(Object.entries(options) as [Value, string][]).map(([key, word]) => (
          <label key={key} className="choice-item">
            <input type="radio" name={name} checked={key === value} onChange={() => onChange(key)} />
            <span>{word}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
