import type { JudgedAsk } from '../../db/repo/tried-asks.ts';
import type { Comparison } from '../tournament/tournament.ts';
import type { TriedAsk } from './prior-trial.ts';

/** An ask of a server, as a trial of a prior reads it. */
export interface ServersAsk extends TriedAsk {
  pickedAt: Date;
  /** Whether it comes from a playground. */
  simulated: boolean;
}

/**
 * @param judge whom the prior is fitted to; a stronger one may have judged beside it
 * @returns null for an ask of which this judge said nothing that can be read
 */
export function triedAskOf(
  { settings, candidates, ballot, cast, ...ask }: JudgedAsk,
  judge: string,
): ServersAsk | null {
  const calls = ask.comparisons.map(
    ({ model, number, first, second, tier, verdict }): Comparison & { model: string } => ({
      ...{ model, id: number, first, second, verdict },
      tier: tier as Comparison['tier'],
    }),
  );
  const ofJudge = calls.filter(({ model, verdict }) => model === judge && verdict !== 'invalid');
  const arrived = candidates.filter(({ state, duplicateOf }) => state === 'done' && duplicateOf === null);
  if (ofJudge.length === 0 || arrived.length < 2 || ask.pickedAt === null) return null;
  const { id: _, ...known } = ask;
  return {
    ...known,
    ...{ pickedAt: ask.pickedAt, parallel: settings.parallel, simulated: settings.simulated ?? false },
    ...{ comparisons: calls, ofJudge },
    arrived: arrived.map(({ slot }) => slot),
    gone: candidates.filter((one) => !arrived.includes(one)).map(({ slot }) => slot),
    duel: ballot && duelOf(ballot, cast),
  };
}

function duelOf({ shown, probability }: NonNullable<JudgedAsk['ballot']>, cast: JudgedAsk['cast']): TriedAsk['duel'] {
  const [one, other] = shown;
  if (one === undefined || other === undefined) return null;
  const votesFor = (slot: number) => cast.find((row) => row.slot === slot)?.votes ?? 0;
  const votes = [votesFor(one), votesFor(other)] as const;
  return votes[0] + votes[1] === 0 ? null : { shown: [one, other], probability, votes };
}
