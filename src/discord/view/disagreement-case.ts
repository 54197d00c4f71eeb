import type { APIComponentInContainer } from 'discord-api-types/v10';
import type { VoteReason } from '../../../db/repo/disagreements.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { votesIn } from '../../ballots/stance.ts';
import type { Case } from '../../research/disagreements.ts';
import { caseId, caseReasoningId, casesId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import { answerTexts, ROOM_FOR_THE_REST } from './answer-texts.ts';
import {
  accents,
  button,
  buttons,
  container,
  file,
  type MessageView,
  relativeTime,
  separator,
  text,
} from './blocks.ts';
import { modelLabel } from './candidate-name.ts';
import { CASES_SHOWN, type CaseScope, scopeIn } from './disagreements.ts';
import { sayEmptied } from './emptied.ts';
import { judgesWords } from './judges-words.ts';
import { matchesOf } from './matches.ts';
import { question } from './question.ts';
import { tallyBar } from './tally-bar.ts';
import { whysOf } from './whys.ts';

/** A case with what is shown of it. */
export interface OpenCase {
  one: Case;
  snapshot: AskSnapshot;
  reasons: readonly VoteReason[];
  /** The cases of the list that it stands in, in their order. */
  listed: readonly Case[];
}

/**
 * One case: question, both answers and who wrote them, how people voted and how sure the judge was, and the
 * reasons of both. Long answers and reasons are attached as files.
 */
export function caseView(words: Words, open: OpenCase, scope: CaseScope): MessageView {
  const { disagreements } = words;
  const snapshot = sayEmptied(words, open.snapshot);
  const { one, reasons } = open;
  const { ask, candidates, comparisons } = snapshot;
  const { pick, opponent } = one.ballot;
  const whys = whysOf(words, { pick, opponent, reasons, emptied: ask.purgedAt !== null });
  const before = [text(headingOf(words, one, snapshot)), question(words, ask, 240)];
  const after = [
    text(votesWords(words, one)),
    text(judgesWords(words, comparisons, pick, opponent)),
    ...whys.texts.map(text),
    ...whys.files.map((one) => file(one.name, one.text)),
  ];
  const answer = (slot: number, title: string, fileName: string) => {
    const written = candidates.find((candidate) => candidate.slot === slot);
    const by = written ? `\n-# ${disagreements.by(modelLabel(written.model))}` : '';
    return { heading: `### ${title}${by}`, text: written?.text ?? '', fileName };
  };
  const answers = answerTexts(
    words,
    [
      answer(pick, disagreements.pick, 'pick.md'),
      answer(opponent, one.stance === 'differ' ? disagreements.preferred : disagreements.other, 'other.md'),
    ],
    lengthOf([...before, ...after]) + ROOM_FOR_HEADINGS - ROOM_FOR_THE_REST,
  );
  return {
    components: [
      container(accents.judge, [
        ...before,
        separator(),
        ...answers.blocks.flatMap((block) => [...block, separator()]),
        ...after,
      ]),
      navigation(words, open, scope),
    ],
    files: [...answers.files, ...whys.files],
  };
}

/** Two headings with the names of two models. */
const ROOM_FOR_HEADINGS = 320;

const lengthOf = (parts: readonly APIComponentInContainer[]): number =>
  parts.reduce((sum, part) => sum + ('content' in part ? part.content.length : 0), 0);

function headingOf({ disagreements }: Words, { stance, ballot }: Case, { ask }: AskSnapshot): string {
  const link =
    ask.messageId && ask.guildId
      ? ` · [${disagreements.goThere}](https://discord.com/channels/${ask.guildId}/${ask.channelId}/${ask.messageId})`
      : '';
  const simulated = ballot.simulated ? `\n-# ${disagreements.simulated}` : '';
  return `### ${disagreements.stances[stance].label}\n-# ${relativeTime(ask.createdAt)}${link}${simulated}`;
}

function votesWords(words: Words, { ballot: { stated }, told, toldAre, gap, stance }: Case): string {
  const { bars, ...said } = words.disagreements;
  const points = Math.round((gap ?? 0) * 100);
  return [
    stated === null ? said.notStated : said.stated(words.percent(stated)),
    tallyBar([
      { label: bars.pick, votes: told.pick },
      { label: bars.opponent, votes: told.opponent },
      { label: bars.tie, votes: told.tie },
      { label: bars.bothBad, votes: told.bothBad },
    ]),
    `-# ${toldAre === 'counted' ? said.counted(votesIn(told)) : said.tally}${
      stance === 'differ' && toldAre === 'counted' && points > 0 ? ` ${said.apart(String(points))}` : ''
    }`,
  ].join('\n');
}

function navigation({ disagreements }: Words, { one, snapshot, listed }: OpenCase, scope: CaseScope) {
  const { askId, pick, opponent } = one.ballot;
  const at = listed.findIndex(({ ballot }) => ballot.askId === askId);
  const to = (next: Case | undefined, otherwise: number) =>
    next
      ? caseId.write({ ...scopeIn(scope), askId: next.ballot.askId })
      : casesId.write({ ...scopeIn(scope), page: otherwise });
  const [before, after] = at === -1 ? [] : [listed[at - 1], listed[at + 1]];
  const match = matchesOf(snapshot.comparisons).findIndex(
    ({ a, b }) => [pick, opponent].includes(a) && [pick, opponent].includes(b),
  );
  return buttons(
    button(
      disagreements.back,
      casesId.write({ ...scopeIn(scope), page: Math.min(997, Math.floor(Math.max(0, at) / CASES_SHOWN)) }),
    ),
    // custom_ids must be unique in a message, even of disabled buttons.
    button(disagreements.previous, to(before, 998), undefined, { disabled: !before }),
    button(disagreements.next, to(after, 999), undefined, { disabled: !after }),
    ...(snapshot.comparisons.length === 0
      ? []
      : [button(disagreements.reasoning, caseReasoningId.write({ askId, page: match + 1 }))]),
  );
}
