import type { AskSnapshot } from '../../asks/snapshot.ts';
import type { TournamentDrawing } from '../../charts/tournament.ts';
import { shortened } from '../../graphemes.ts';
import { shortModelName } from '../../model-name.ts';
import { limits } from '../sizes.ts';
import type { Words } from '../words/words.ts';
import { matchesOf } from './matches.ts';
import { isByScores } from './words.ts';

/**
 * The data of the tournament's picture: standings, chances, and who met whom.
 * @returns null when there was no comparison, and of a judge that gives scores: its chances mean nothing yet
 */
export function tournamentDrawing(
  { reasoning }: Words,
  { ask, candidates, comparisons }: AskSnapshot,
): TournamentDrawing | null {
  if (comparisons.length === 0 || isByScores(ask.settings)) return null;
  const place = (slot: number) => {
    const at = ask.standings?.indexOf(slot) ?? -1;
    return at < 0 ? 99 + slot : at;
  };
  const ordered = [...candidates].sort((x, y) => place(x.slot) - place(y.slot));
  const places = new Map(ordered.map(({ slot }, at) => [slot, at]));
  const met = new Set(comparisons.flatMap(({ first, second }) => [first, second]));
  return {
    titles: { ...reasoning.titles, notJudged: reasoning.notJudged },
    rows: ordered.map(({ slot, model, state, duplicateOf, error }) => {
      const fate =
        state === 'failed'
          ? reasoning.failed(error ?? '')
          : duplicateOf !== null && !met.has(slot)
            ? reasoning.sameAsNumber(duplicateOf + 1)
            : null;
      const chance = fate === null ? (ask.pBest?.[slot] ?? null) : null;
      return { number: String(slot + 1), model: shortModelName(model), chance, fate, pick: slot === ask.pick };
    }),
    matches: matchesOf(comparisons).flatMap(({ a, b, winsA, winsB, invalid }) => {
      const [at, other] = [places.get(a), places.get(b)];
      return at === undefined || other === undefined ? [] : { a: at, b: other, winsA, winsB, invalid };
    }),
  };
}

/** The picture's alt text. */
export function tournamentAlt({ reasoning, percent }: Words, { rows, matches }: TournamentDrawing): string {
  const standings = rows.map(
    ({ number, chance, fate, pick }) =>
      `${number} ${fate ?? (chance === null ? reasoning.noChance : percent(chance))}${pick ? ` ${reasoning.thePick}` : ''}`,
  );
  const met = matches.map(
    ({ a, b, winsA, winsB }) => `${reasoning.against(rows[a]?.number ?? '', rows[b]?.number ?? '')} ${winsA}–${winsB}`,
  );
  return shortened(reasoning.alt(standings.join(', '), met.join(', ')), limits.altText);
}
