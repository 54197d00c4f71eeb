import type { SpentInShadow } from '../../../db/repo/challenger-comparisons.ts';
import { plural } from '../../discord/words/plural.ts';
import { figuresOf } from '../../learning/figures.ts';
import type { PerJudge, Standing } from '../../learning/standing.ts';
import { modelName, publicModel } from '../../model-name.ts';
import { figureText, grid } from '../figure-text.ts';

interface Beside {
  /** Of today's budget. */
  spent: SpentInShadow;
  /** Whether another judge is in charge by now than the champion of the comparison. */
  hasMoved: boolean;
}

/** A standing for programs. */
export const standingRow = (standing: Standing, { spent, hasMoved }: Beside) => ({
  challenger: {
    judge: publicModel(standing.challenger.judge),
    champion: publicModel(standing.challenger.champion),
    share: standing.challenger.share,
    since: standing.challenger.createdAt,
    dayTokens: standing.challenger.dayTokens,
    dayUsd: standing.challenger.dayUsd,
  },
  decision: hasMoved ? 'moved' : standing.headToHead.decision,
  votesStillNeeded: standing.votesStillNeeded,
  ...figuresOf(standing),
  today: spent.spent,
});

/** How a challenger stands, for a terminal: what is to be done, the figures, and what they mean. */
export function standingInWords(standing: Standing, beside: Beside & { server: string }): string {
  const { challenger, headToHead } = standing;
  const [one, other] = [modelName(challenger.judge), modelName(challenger.champion)];
  const since = `${challenger.createdAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return [
    `${heading(standing, beside)}: ${one} against ${other}, in the shadow since ${since} on ${percent(challenger.share)} of this server’s questions.`,
    [
      `  its pick is preferred   ${preferred(standing)}`,
      `  watched                 ${figureText(headToHead.watched, 'questions')}`,
      `  still needed            ${stillNeeded(standing)}`,
      `  spent today             ${spending(standing, beside)}`,
    ].join('\n'),
    table(standing),
    [...notes(standing), nextStep(standing, beside)].join('\n'),
  ].join('\n\n');
}

const headings = { promote: 'Promote', keep: 'Keep the champion', 'not-yet': 'Not yet' } as const;
const heading = ({ headToHead }: Standing, { hasMoved }: Beside): string =>
  hasMoved ? 'Not comparable any more' : headings[headToHead.decision];

const percent = (share: number): string => `${Math.round(1000 * share) / 10} %`;

function preferred({ headToHead: { preferred, duels, votes } }: Standing): string {
  if (preferred === null) return 'not enough data: no closed duel was between the two picks yet';
  return `${percent(preferred)}  of ${plural(votes, 'vote')} on ${plural(duels, 'duel')} between the two picks, weighted`;
}

function stillNeeded({ votes, votesStillNeeded, headToHead }: Standing): string {
  if (headToHead.decision !== 'not-yet') return 'nothing: it is decided';
  if (votes === 0) return 'not enough data to say: nobody has voted on what both judged';
  if (votesStillNeeded === null) return 'not enough data to say: the two look alike so far';
  return `about ${plural(Math.max(10, 10 * Math.round(votesStillNeeded / 10)), 'more vote', 'more votes')}, if it goes on like this`;
}

function spending({ challenger: { dayTokens, dayUsd } }: Standing, { spent: { spent } }: Beside): string {
  const count = (n: number) => Math.round(n).toLocaleString('en');
  return [
    ...(dayTokens === null ? [] : [`${count(spent.tokens)} of ${count(dayTokens)} tokens`]),
    ...(dayUsd === null ? [] : [`$${spent.usd.toFixed(2)} of $${dayUsd.toFixed(2)}`]),
  ].join(', ');
}

const share = (value: number | null): string => (value === null ? 'no data' : value.toFixed(3));
const mean = (value: number | null, digits: number): string => (value === null ? 'unknown' : value.toFixed(digits));

function table({ agreement, each: { champion, challenger } }: Standing): string {
  const row = (name: string, of: (judge: PerJudge) => string) => [name, of(champion), of(challenger)];
  return grid(
    ['', 'champion', 'challenger'],
    [
      ['people agree with it', share(agreement.champion.value), share(agreement.challenger.value)],
      row('calls a question', ({ callsPerAsk }) => mean(callsPerAsk, 1)),
      row('tokens a question', ({ tokensPerAsk }) => mean(tokensPerAsk, 0)),
      row('dollars a question', ({ usdPerAsk }) => mean(usdPerAsk, 4)),
      row('no readable verdict', ({ invalidShare }) => share(invalidShare)),
      row('orders contradict', ({ contradictedShare }) => share(contradictedShare)),
      row('names the first', ({ firstSlotShare }) => share(firstSlotShare)),
    ],
  );
}

function notes({ asks, votes, voters, unjudged, simulated, agreement }: Standing): string[] {
  return [
    `Both judged ${plural(asks, 'question')} whose voting has closed, with ${plural(votes, 'counted vote')} of ${plural(voters, 'person', 'people')} for one of the two answers. Where their picks differ and the duel showed both, people decide. You may look as often as you like: at equal quality the challenger is promoted in at most 1 of 20 comparisons.`,
    `The champion chose every duel, so “people agree with it” (${plural(agreement.champion.n, 'vote')}) describes, and decides nothing.`,
    ...(unjudged > 0
      ? [
          `${plural(unjudged, 'question')} of its share it has not judged wholly, for want of budget or because it could not be asked. They count nowhere.`,
        ]
      : []),
    ...(simulated > 0
      ? [`Simulated: ${plural(simulated, 'question')} of these come from a playground, and say nothing about people.`]
      : []),
  ];
}

function nextStep({ headToHead, challenger }: Standing, { hasMoved, server }: Beside & { server: string }): string {
  const run = `npm run -s tribunal -- promote --server ${server}`;
  if (hasMoved)
    return `Another judge is in charge by now, and ${modelName(challenger.judge)} was not compared with it. End this comparison: ${run} --withdraw`;
  const { decision } = headToHead;
  if (decision === 'promote') return `To put it in charge: ${run} --yes`;
  if (decision === 'keep') return `People prefer the champion’s picks. End the comparison: ${run} --withdraw`;
  return 'Wait for more votes, and look again.';
}
