import type { Card, CardFormat, CardPerson } from '#core/card.ts';
import type { Head } from '#core/labels.ts';
import {
  ageRange,
  EMOTION_WORDS,
  GENDER_UNSURE,
  GENDER_WORDS,
  nothingWords,
  reasonWords,
  sentence,
  smileWord,
  withheldWords,
} from './face.ts';
import { KEEP } from './keep.ts';
import { PERSON } from './live.ts';
import { count } from './numbers.ts';

/** Texts on a card, and of the panel that makes one. */
export const CARD = {
  photoKinds: { snapshot: KEEP.kinds.snapshot, card: KEEP.kinds.card },
  who: 'Who is on it',
  shape: 'Shape',
  shapes: { portrait: '1080 × 1350', square: '1080 × 1080' } satisfies Record<CardFormat, string>,
  file: 'File',
  files: { png: 'PNG', jpeg: 'JPEG' },
  faces: 'With faces',
  facesHint: 'Without, no pixel of the picture is on the card.',
  nobody: 'Nobody in this picture has been read, so there is nothing to put on a card.',
  nobodyChosen: 'Choose at least one person.',
  tooMany: (most: number) => `A card has room for ${count(most)} people.`,
  nothingShown: 'The settings show no attribute, so a card would say nothing.',
  footer: 'A guess about appearance, made in this browser.',
  linkTitle: 'A link to the same card',
  linkHint:
    'It holds these guesses and nothing else: no picture, no name, no time. Whoever has it can read them.',
  linkLocal: 'This page is only on this computer, so nobody else can open the link.',
  copyLink: 'Copy the link',
  copied: 'Copied',
  qr: 'QR code of the link',
  heading: (people: number) => `What ${people === 1 ? 'this face seems' : 'these faces seem'} to say`,
} as const;

/** One line about a person on a card: the age in large type, what was read, or why it is missing. */
export interface CardLine {
  readonly kind: 'age' | 'word' | 'withheld';
  /** Lines of one group may stand side by side: who it seems to be, and how they look at the moment. */
  readonly group: 'who' | 'how';
  readonly text: string;
}

/** What a card says about a person, in the page's words and order. Never empty for a card that says something. */
export function cardLines(person: CardPerson, show: Card['show']): readonly CardLine[] {
  const nothing = nothingWords(person, show);
  if (nothing !== null) return [{ kind: 'withheld', group: 'who', text: sentence(nothing) }];
  const { age, gender, emotion, smiling, withheld } = person;
  const line = (head: Head, text: string | null): readonly CardLine[] => {
    const reason = withheld[head];
    if (!show[head]) return [];
    const group = head === 'age' || head === 'gender' ? 'who' : 'how';
    if (reason !== undefined)
      return [{ kind: 'withheld', group, text: sentence(withheldWords(head, reason)) }];
    return text === null ? [] : [{ kind: head === 'age' ? 'age' : 'word', group, text }];
  };
  // What covers the mouth hides both, and is said once, as on a label.
  const isMouthCovered = withheld.emotion === 'covered' && withheld.smile === 'covered';
  return [
    ...line('age', age && ageRange(age)),
    ...line(
      'gender',
      gender === 'unsure' ? sentence(GENDER_UNSURE) : gender && sentence(GENDER_WORDS[gender]),
    ),
    ...(isMouthCovered
      ? [{ kind: 'withheld', group: 'how', text: sentence(reasonWords('emotion', 'covered')) } as const]
      : [
          ...line('emotion', emotion && sentence(EMOTION_WORDS[emotion])),
          ...line('smile', smiling === null ? null : sentence(smileWord(smiling))),
        ]),
  ];
}

/** A person on a card in one line, for lists and screen readers: "Age 31–38, woman, happy, smiling". */
export function cardSummary(person: CardPerson, show: Card['show']): string {
  const texts = cardLines(person, show).map(({ kind, text }) =>
    kind === 'age' ? `${PERSON.age} ${text}` : text,
  );
  return texts.map((text, index) => (index === 0 ? text : inSentence(text))).join(', ');
}

/** A line as it continues another one: in lower case. */
export const inSentence = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** A whole card as text, for screen readers. */
export const cardText = ({ people, show }: Card): string =>
  `${CARD.heading(people.length)}: ${people.map((person) => cardSummary(person, show)).join('; ')}.`;
