import type { CSSProperties } from 'react';
import type { Group } from '#core/booth/counts-day.ts';
import type { Shares } from '#core/booth/counts-report.ts';
import { GROUP_WORDS, PANEL, readWords, shareWords } from '../words/panel.ts';

interface Props {
  readonly group: Group;
  /** Null if too few people were read. */
  readonly shares: Shares | null;
}

/** Who does not smile is the rest, and needs no line. */
const LEFT_OUT: Partial<Record<Group, number>> = { smile: 0 };

/** The shares of one reading, each with a bar and with what it may be off by. */
export function SharesTable({ group, shares }: Props) {
  return (
    <section className="panel-share">
      <p className="panel-title">{PANEL.shares[group]}</p>
      {shares === null ? (
        <p className="panel-quiet">{PANEL.tooFew}</p>
      ) : (
        <>
          <p className="panel-quiet">{readWords(shares.people)}</p>
          <table>
            <thead className="hidden">
              <tr>
                <th scope="col">{PANEL.group}</th>
                <th scope="col">{PANEL.share}</th>
              </tr>
            </thead>
            <tbody>
              {shares.groups.map((share, i) => {
                const name = GROUP_WORDS[group][i] ?? '';
                if (LEFT_OUT[group] === i) return null;
                const style = {
                  '--share': share?.share.toFixed(3) ?? 0,
                  '--error': share?.error.toFixed(3) ?? 0,
                } as CSSProperties;
                return (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td style={style} data-shown={share !== null}>
                      <span className="panel-share-bar" aria-hidden="true" />
                      <span className="panel-share-words">{shareWords(share)}</span>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
