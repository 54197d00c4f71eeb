import type { Db } from '../../../db/client.ts';
import type { PairVotes } from '../../../db/repo/disagreements.ts';
import { readAuthors, readFirstVerdicts } from '../../../db/repo/research-pairs.ts';
import { countReleasedVotes, readVotedAsks } from '../../../db/repo/research-preferences.ts';
import { leastGap } from '../../agreement/stated-gap.ts';
import { isAboutPair } from '../../ballots/counting.ts';
import { stanceOf } from '../../ballots/stance.ts';
import { publicModel } from '../../model-name.ts';
import type { Stance } from '../../terms.ts';
import type { Codes } from './codes.ts';
import type { PlacedPages } from './columns.ts';
import { pagesBy } from './pages.ts';
import type { RowOf, tables } from './tables.ts';

type VotedAsk = Awaited<ReturnType<typeof readVotedAsks>>[number];
type Verdict = Awaited<ReturnType<typeof readFirstVerdicts>>[number];
type Author = Awaited<ReturnType<typeof readAuthors>>[number];

/** A page is held in memory with two chains of thought for each ask. */
const PAGE = 200;

/**
 * One row for each exportable ask on whose two answers enough exportable votes count, to be read: what the
 * other tables say of it, side by side. Nothing in a row is not in them.
 */
export async function* disagreementPages(db: Db, codes: Codes): PlacedPages {
  const pages = pagesBy(
    (after: number | null, limit) => readVotedAsks(db, after, limit),
    ({ place }) => place,
    PAGE,
  );
  for await (const page of pages) {
    const about = page.filter(
      ({ ask, shown }) => isAboutPair(ask.voting) && ask.pick !== null && shown.includes(ask.pick),
    );
    const votes = Map.groupBy(
      await countReleasedVotes(
        db,
        about.map(({ ballotId }) => ballotId),
      ),
      ({ ballotId }) => ballotId,
    );
    const found = about.flatMap((one) => {
      const counted = pairVotes(votes.get(one.ballotId) ?? [], one.ask.pick ?? -1);
      const stance = stanceOf(counted);
      return stance === null ? [] : [{ ...one, counted, stance }];
    });
    const ids = found.map(({ ask }) => ask.id);
    const authors = Map.groupBy(await readAuthors(db, ids), ({ askId }) => askId);
    const verdicts = Map.groupBy(await readFirstVerdicts(db, ids), ({ askId }) => askId);
    yield found.map((one) => ({
      place: one.place,
      row: disagreementRow(one, authors.get(one.ask.id) ?? [], verdicts.get(one.ask.id) ?? [], codes),
    }));
  }
}

function pairVotes(rows: Awaited<ReturnType<typeof countReleasedVotes>>, pick: number): PairVotes {
  const sum = (which: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(which).reduce((total, row) => total + row.votes, 0);
  return {
    pick: sum(({ slot }) => slot === pick),
    opponent: sum(({ slot }) => slot !== null && slot !== pick),
    tie: sum(({ choice }) => choice === 'tie'),
    bothBad: sum(({ choice }) => choice === 'both_bad'),
  };
}

function disagreementRow(
  { ask, shown, counted, stance }: VotedAsk & { counted: PairVotes; stance: Stance },
  authors: readonly Author[],
  verdicts: readonly Verdict[],
  codes: Codes,
): RowOf<(typeof tables)['disagreements']> {
  const pick = ask.pick ?? -1;
  const opponent = shown.find((slot) => slot !== pick) ?? -1;
  const by = (slot: number) => authors.find((one) => one.slot === slot);
  const said = (first: number, second: number) => verdicts.find((one) => one.first === first && one.second === second);
  const [given, swapped] = [said(pick, opponent), said(opponent, pick)];
  const stated = ask.pBeats?.[opponent] ?? null;
  const named = (call: Verdict | undefined) =>
    call && ((call.verdict === 'first' ? call.first : call.second) === pick ? 'pick' : 'opponent');
  return {
    ask_id: codes.ask(ask.id),
    stance,
    votes_pick: counted.pick,
    votes_opponent: counted.opponent,
    ties: counted.tie,
    both_bad: counted.bothBad,
    p_pick: stated,
    least_gap: stated === null ? null : leastGap(stated, counted),
    pick,
    opponent,
    prompt: ask.prompt,
    pick_model: publicModel(by(pick)?.model ?? ''),
    opponent_model: publicModel(by(opponent)?.model ?? ''),
    pick_text: by(pick)?.text ?? null,
    opponent_text: by(opponent)?.text ?? null,
    verdict_pick_first: named(given) ?? null,
    verdict_pick_second: named(swapped) ?? null,
    reasoning_pick_first: given ? given.reasoning || given.answer : null,
    reasoning_pick_second: swapped ? swapped.reasoning || swapped.answer : null,
    simulated: ask.settings.simulated ?? false,
  };
}
