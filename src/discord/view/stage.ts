import { hasAnswered } from '../../asks/progress.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { findStored } from '../../tournament/open-tournament.ts';
import type { Words } from '../words/words.ts';
import { answerTexts } from './answer-texts.ts';
import { accents, bar, container, type MessageView, relativeTime, separator, text } from './blocks.ts';
import { question } from './question.ts';

/**
 * An ask in progress: how far it is, as a line and a bar. While the judge is being started or is silent, and
 * until it has decided, one of the replies stands above; which one was drawn by lot, so it tells nothing
 * about the pick.
 */
export function stageView(words: Words, { ask, candidates, comparisons }: AskSnapshot): MessageView {
  const replies = candidates.filter(({ state }) => state === 'done').length;
  const failed = candidates.length - replies;
  const tournament = findStored(ask.settings.tournament);
  const expected = tournament?.expectedComparisons(ask.n - failed, ask.effort) ?? 0;
  const judged = comparisons.length;
  const writing = candidates.length / ask.n;
  // Writing is half of the bar and judging the other half. The bar is full only when there is an answer.
  const share = Math.min(0.95, writing / 2 + (expected > 0 ? Math.min(1, judged / expected) / 2 : 0));

  const lines = [
    `**${stageLine(words, ask.state, replies, ask.n, judged, tournament?.isExact ? expected : null)}**`,
    bar(share),
  ];
  if (failed > 0) lines.push(`-# ${words.asking.modelsFailed(failed)}`);
  const early = candidates.find(({ slot }) => slot === ask.settings.shownEarly);
  if (ask.waitingFor === 'judge') {
    const { judgeStarts, judgeStartsMeanwhile } = words.asking;
    lines.push(`-# ${(early ? judgeStartsMeanwhile : judgeStarts)(relativeTime(ask.deadlineAt))}`);
  } else if (early && !hasAnswered(comparisons)) {
    lines.push(`-# ${words.asking.judgeSilentMeanwhile(relativeTime(ask.deadlineAt))}`);
  }
  if (!early) {
    return {
      components: [container(accents.working, [question(words, ask), text(lines.join('\n'))])],
      files: [],
    };
  }
  const { blocks, files } = answerTexts(words, [{ heading: '', text: early.text ?? '', fileName: 'answer.md' }]);
  return {
    components: [
      container(accents.working, [
        question(words, ask),
        separator(),
        ...blocks.flat(),
        separator(),
        text([`-# ${words.asking.notJudgedYet}`, ...lines].join('\n')),
      ]),
    ],
    files,
  };
}

/** `expected` is the number of comparisons there will be. null when it cannot be known. */
function stageLine(
  { asking }: Words,
  state: string,
  written: number,
  n: number,
  judged: number,
  expected: number | null,
): string {
  if (state === 'queued') return asking.queued;
  const replies = asking.replies(written, n);
  if (state === 'writing' && judged === 0) return asking.writing(replies);
  const comparisons =
    expected === null ? asking.comparisonsSoFar(judged) : asking.comparisonsOf(judged, Math.max(judged, expected));
  return written < n ? asking.writingAndJudging(replies, comparisons) : asking.judging(comparisons);
}
