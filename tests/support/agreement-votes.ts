import type { AgreementBallot, AgreementVotes } from '../../db/repo/agreement-votes.ts';
import type { Vote } from '../../db/repo/votes.ts';
import { countsForAgreement } from '../../src/ballots/counting.ts';

/** One vote on a closed ballot of two answers, with what its ask and ballot say. */
export interface AgreementRow
  extends Pick<Vote, 'ballotId' | 'voterHash' | 'choice' | 'slot' | 'blind' | 'flags'>,
    Pick<AgreementBallot, 'askId' | 'effort' | 'judgeModel' | 'others' | 'probability' | 'simulated'> {
  pick: number | null;
  seedIsPublic: boolean;
}

/** Adds up votes by ask, one by one, as `votesForAgreement` has the database do. */
export function addUpVotes(rows: readonly AgreementRow[]): AgreementVotes {
  const counts = (row: AgreementRow) => countsForAgreement({ ...row, ballotClosed: true });
  const ballots = [...Map.groupBy(rows, ({ askId }) => askId).values()].map((own): AgreementBallot => {
    const { askId, effort, judgeModel, others, probability, simulated } = own[0]!;
    const number = (of: (row: AgreementRow) => boolean) => own.filter((row) => counts(row) && of(row)).length;
    const inTime = own.filter(({ flags }) => !flags.includes('late'));
    const people = new Set(inTime.map(({ ballotId, voterHash }) => `${ballotId} ${voterHash}`)).size;
    return {
      ...{ askId, effort, judgeModel, others, probability, simulated },
      pick: number(({ choice, slot, pick }) => choice === 'candidate' && slot === pick),
      opponent: number(({ choice, slot, pick }) => choice === 'candidate' && slot !== pick),
      tie: number(({ choice }) => choice === 'tie'),
      bothBad: number(({ choice }) => choice === 'both_bad'),
      leftOut: people - number(() => true),
    };
  });
  return { ballots, voters: new Set(rows.filter(counts).map(({ voterHash }) => voterHash)).size };
}
