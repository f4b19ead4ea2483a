import { EMOTIONS, type Emotion } from '#core/labels.ts';
import type { ShownGender } from '#core/types.ts';
import { SearchIcon } from '../icons.tsx';
import { EMOTION_WORDS, GENDER_WORDS, sentence } from '../words/face.ts';
import { PHOTOS } from '../words/photos.ts';
import { ARRIVAL, COLUMNS, type Filter, type Order, WHICH, type Which } from './order.ts';

const GENDERS_SHOWN: readonly ShownGender[] = ['woman', 'man', 'unsure'];

interface Props {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  /** A narrow page shows cards, which have no column heads to sort by. */
  readonly narrow: boolean;
}

/** The filters of the table, and on narrow pages its order. */
export function PhotoFilters({ filter, onFilter, order, onOrder, narrow }: Props) {
  return (
    <search className="filters">
      <label className="search">
        <SearchIcon />
        <input
          type="search"
          placeholder={PHOTOS.search}
          aria-label={PHOTOS.search}
          value={filter.text}
          onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
        />
      </label>
      <Pick
        label={PHOTOS.which}
        value={filter.which}
        options={WHICH.map((which) => [which, PHOTOS.whiches[which]])}
        onChange={(which) => onFilter({ ...filter, which: which as Which })}
      />
      <Pick
        label={PHOTOS.emotion}
        value={filter.emotion ?? ''}
        options={[['', PHOTOS.any], ...EMOTIONS.map((e) => [e, sentence(EMOTION_WORDS[e])] as const)]}
        onChange={(emotion) => onFilter({ ...filter, emotion: emotion === '' ? null : (emotion as Emotion) })}
      />
      <Pick
        label={PHOTOS.gender}
        value={filter.gender ?? ''}
        options={[['', PHOTOS.any], ...GENDERS_SHOWN.map((g) => [g, sentence(GENDER_WORDS[g])] as const)]}
        onChange={(gender) => onFilter({ ...filter, gender: gender === '' ? null : (gender as ShownGender) })}
      />
      {narrow && (
        <Pick
          label={PHOTOS.sortBy}
          value={order.by}
          options={[['arrival', PHOTOS.order], ...COLUMNS.map((c) => [c, PHOTOS.columns[c]] as const)]}
          onChange={(by) => onOrder(by === 'arrival' ? ARRIVAL : { by: by as Order['by'], down: false })}
        />
      )}
    </search>
  );
}

interface PickProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
}

function Pick({ label, value, options, onChange }: PickProps) {
  return (
    <label className="pick" data-set={value !== '' && value !== 'all' && value !== 'arrival'}>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([key, word]) => (
          <option key={key} value={key}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
