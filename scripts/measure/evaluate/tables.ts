import { alignedTable } from '../../lab/aligned-table.ts';
import type { Cost } from './cost.ts';
import type { SetEvaluation } from './evaluate-set.ts';
import type { Figure } from './parts.ts';

/** All results of a run, as they are printed and written. */
export interface Evaluation {
  readonly command: string;
  readonly part: string;
  readonly network: string;
  /** Hash of the trained weights before quantization, from the card. */
  readonly weightsSha256: string;
  /** Date in the form 2026-11-22. */
  readonly date: string;
  readonly backend: string;
  readonly browser: string;
  readonly cost: Cost;
  readonly sets: Readonly<Record<string, SetEvaluation>>;
}

/** Formats the figures as tables: shares in per cent, a dash if there is no figure. */
export function evaluationTables(evaluation: Evaluation): string {
  const { cost } = evaluation;
  const sets = Object.entries(evaluation.sets);
  return [
    `${evaluation.network}, ${evaluation.backend}, ${evaluation.browser}, ${evaluation.part}`,
    `${(cost.multiplyAdds / 1e6).toFixed(1)} M multiply-adds, ${(cost.parameters / 1e6).toFixed(2)} M parameters, ` +
      `${(cost.bytes / 1e6).toFixed(2)} MB (${(cost.bytesBrotli / 1e6).toFixed(2)} as it travels); ms per reading: ` +
      [cost.wasmBatch1, cost.wasmBatch8]
        .map(({ faces, classifyMs, cropMs }) => `${number(classifyMs)} of ${faces} (crop ${number(cropMs)})`)
        .join(', '),
    overview(sets),
    ...sets.flatMap(([name, set]) => setTables(name, set)),
  ].join('\n\n');
}

/** Formats a share in per cent with one decimal; a dash if there is none. */
export function percent(share: Figure | undefined): string {
  return typeof share === 'number' ? (share * 100).toFixed(1) : '–';
}

function number(value: Figure | undefined, digits = 2): string {
  return typeof value === 'number' ? value.toFixed(digits) : '–';
}

function overview(sets: readonly (readonly [string, SetEvaluation])[]): string {
  const heading =
    'set,n,found %,age MAE,of all,CS@5 %,80 % covers,gender %,ECE,emotion %,macro F1,macro recall %,votes MAE,ECE,smile %,ECE';
  return alignedTable([
    heading.split(','),
    ...sets.map(([name, { n, foundShare, age, gender, emotion, smile }]) => [
      name,
      String(n),
      percent(foundShare),
      number(age?.mae),
      number(age?.maeOfAll),
      percent(age?.cs5),
      percent(age?.coverage80),
      percent(gender?.accuracy),
      percent(gender?.ece),
      percent(emotion?.accuracy),
      number(emotion?.macroF1, 3),
      percent(emotion?.macroRecall),
      number(emotion?.voteMae, 4),
      percent(emotion?.ece),
      percent(smile?.accuracy),
      percent(smile?.ece),
    ]),
  ]);
}

function setTables(name: string, set: SetEvaluation): readonly string[] {
  const { n, found, severalFaces, leftOut, failures, ageBracket } = set;
  const ofFound = (['gender', 'emotion', 'smile'] as const).flatMap((head) => {
    const figures = set[head];
    return figures ? [`${head} ${percent(figures.accuracyOfFound)} %`] : [];
  });
  const worst = [
    ...(set.gender?.worstGroup ? [`group ${percent(set.gender.worstGroup)} %`] : []),
    ...(set.gender?.worstBand10To79 ? [`band from 10 to 79 ${percent(set.gender.worstBand10To79)} %`] : []),
  ];
  const counts = { ...leftOut, ...failures };
  const lines = [
    `== ${name}: ${n} pictures, ${n - found} without a face found, ${severalFaces} with several`,
    ...Object.entries(counts).map(([reason, count]) => `   ${reason}: ${count}`),
    ...(ofFound.length > 0 ? [`   right of the faces found: ${ofFound.join(', ')}`] : []),
    ...(worst.length > 0 ? [`   gender of the worst ${worst.join(', ')}`] : []),
    ...(ageBracket ? [`   read age in the labelled bracket: ${percent(ageBracket.accuracy)} %`] : []),
  ];
  return [
    lines.join('\n'),
    ...[partTable(set), emotionTable(set), robustTable(set)].filter((one) => one !== ''),
  ];
}

/** Formats age and gender by band, gender and group. */
function partTable({ age, gender }: SetEvaluation): string {
  const ageParts = { ...age?.byBand, ...age?.byGender, ...age?.byGroup };
  const genderParts = { ...gender?.byBand, ...gender?.byBracket, ...gender?.byGender, ...gender?.byGroup };
  const names = [...new Set([...Object.keys(ageParts), ...Object.keys(genderParts)])];
  if (names.length === 0) return '';
  return alignedTable([
    ['', 'n', 'age MAE', 'CS@5 %', '80 % covers', 'gender %'],
    ...names.map((name) => [
      name,
      String(ageParts[name]?.n ?? genderParts[name]?.n),
      number(ageParts[name]?.mae),
      percent(ageParts[name]?.cs5),
      percent(ageParts[name]?.coverage80),
      percent(genderParts[name]?.accuracy),
    ]),
  ]);
}

/** Formats the figures of each class and the confusion matrix, whose rows are labels. */
function emotionTable({ emotion }: SetEvaluation): string {
  if (!emotion) return '';
  const classes = Object.keys(emotion.byClass);
  const counts = emotion.confusion as Readonly<Record<string, Readonly<Record<string, number>>>>;
  return alignedTable([
    ['', 'n', 'recall %', 'precision %', 'F1', ...classes.map((one) => one.slice(0, 5)), 'not found'],
    ...classes.map((one) => {
      const figures = emotion.byClass[one];
      return [
        one,
        String(figures?.n),
        percent(figures?.recall),
        percent(figures?.precision),
        number(figures?.f1, 3),
        ...[...classes, 'notFound'].map((predicted) => String(counts[one]?.[predicted] ?? 0)),
      ];
    }),
  ]);
}

function robustTable({ robustness }: SetEvaluation): string {
  if (!robustness) return '';
  return alignedTable([
    ['', 'n', 'found %', 'age MAE', 'gender %', 'emotion %', 'smile %'],
    ...Object.entries(robustness).map(([change, { n, foundShare, ageMae, gender, emotion, smile }]) => [
      change,
      String(n),
      percent(foundShare),
      number(ageMae),
      percent(gender),
      percent(emotion),
      percent(smile),
    ]),
  ]);
}
