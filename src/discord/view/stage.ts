import type { AskSnapshot } from '../../asks/snapshot.ts';
import { accents, bar, container, type MessageView, plural, quoteLine, relativeTime, text } from './blocks.ts';

/** The ask at work: how far it is, in one line and a bar. */
export function stageView({ ask, candidates, comparisons }: AskSnapshot): MessageView {
  const replies = candidates.filter(({ state }) => state === 'done').length;
  const failed = candidates.length - replies;
  const expected = expectedComparisons(ask.settings.tournament, ask.n - failed);
  const judged = comparisons.length;
  const writing = candidates.length / ask.n;
  // Half of the way is writing, half is judging; the end is not promised before it is there.
  const share = Math.min(0.95, writing / 2 + (expected > 0 ? Math.min(1, judged / expected) / 2 : 0));

  const lines = [
    `**${stageLine(ask.state, replies, ask.n, judged, expected, isExact(ask.settings.tournament))}**`,
    bar(share),
  ];
  if (failed > 0) lines.push(`-# ${plural(failed, 'model')} could not reply; going on with the others.`);
  if (ask.waitingFor === 'judge') {
    lines.push(
      `-# The judge is being started, which can take some minutes. There is an answer ${relativeTime(ask.deadlineAt)} at the latest, with or without it.`,
    );
  }
  return {
    components: [container(accents.working, [text(`> ${quoteLine(ask.prompt, 280)}`), text(lines.join('\n'))])],
    files: [],
  };
}

function stageLine(
  state: string,
  replies: number,
  n: number,
  judged: number,
  expected: number,
  exact: boolean,
): string {
  if (state === 'queued') return 'In the queue';
  const writing = `${replies} of ${n} replies`;
  if (state === 'writing' && judged === 0) return `Writing: ${writing}`;
  const judging = exact
    ? `${judged} of ${plural(Math.max(judged, expected), 'comparison')}`
    : `${plural(judged, 'comparison')} so far`;
  return replies < n ? `Writing: ${writing} · judging: ${judging}` : `Judging: ${judging}`;
}

const isExact = (tournament: string) => tournament === 'knockout' || tournament === 'knockout:single';

/** A knockout needs n − 1; the others are measured to need about 1.75 a candidate. */
const expectedComparisons = (tournament: string, n: number) =>
  isExact(tournament) ? Math.max(0, n - 1) : Math.ceil(1.75 * n);
