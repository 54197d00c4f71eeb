import { type APIStringSelectComponent, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { Ballot } from '../../../db/repo/ballots.ts';
import type { Candidate } from '../../../db/repo/candidates.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { letterAt, letters } from '../../ballots/choice.ts';
import { shortened } from '../../graphemes.ts';
import { shareRoom } from '../../share-room.ts';
import { bestId, compareId, peekId } from '../custom-id.ts';
import { oneLine, readable, roomWanted, shownReply, withoutOurHeadings } from '../plain-text.ts';
import { limits } from '../sizes.ts';
import type { Words } from '../words/words.ts';
import { accents, button, buttons, container, file, type MessageView, separator, text } from './blocks.ts';
import { question } from './question.ts';
import { soFarLine } from './so-far.ts';
import { whenItCloses } from './words.ts';

/**
 * The public message of a ballot of all answers: the question alone. Each voter gets the answers in an order
 * of their own, and nothing public tells which one is the pick.
 */
export function ballotView(words: Words, { ask, tally }: AskSnapshot, ballot: Ballot): MessageView {
  return {
    components: [
      container(accents.voting, [
        question(words, ask),
        separator(),
        text(
          words.voting.whichIsBest(ballot.shown.length, whenItCloses(words, ballot), ask.settings.hidePick === true) +
            soFarLine(words, tally),
        ),
        buttons(
          button(words.voting.readAndVote, compareId.write({ ballotId: ballot.id }), ButtonStyle.Primary),
          ...(ask.settings.hidePick ? [] : [button(words.voting.justShowMe, peekId.write({ ballotId: ballot.id }))]),
        ),
      ]),
    ],
    files: [],
  };
}

const ROOM_FOR_THE_REST = 400;
const FILE = 'answers.md';

/** All answers in one voter's order, with the select menu to vote for the best. */
export function ballotReply(
  words: Words,
  ballot: Ballot,
  order: readonly number[],
  candidates: readonly Candidate[],
): MessageView {
  const answers = order.map((slot) => candidates.find((candidate) => candidate.slot === slot)?.text ?? '');
  const room = shareRoom(answers.map(roomWanted), limits.textTotal - ROOM_FOR_THE_REST - 8 * answers.length);
  const shown = answers.map((answer, at) => shownReply(answer, Math.max(20, room[at] ?? 0)));
  const cut = shown.some((one) => one.cut);
  return {
    components: [
      container(accents.voting, [
        ...shown.flatMap((one, at) => [
          ...(at > 0 ? [separator()] : []),
          text(`### ${letterAt(at)}\n${one.text.trim() || words.voting.empty}`),
        ]),
        ...(cut ? [text(`-# ${words.voting.inFile}`), file(FILE, answers.join('\n\n'))] : []),
        separator(),
        ...(ballot.closedAt
          ? [text(`-# ${words.voting.closed}`)]
          : [{ type: ComponentType.ActionRow as const, components: [bestMenu(words, ballot.id, answers)] }]),
      ]),
    ],
    files: cut
      ? [
          {
            name: FILE,
            text: answers.map((answer, at) => `# ${letterAt(at)}\n\n${inFile(answer)}\n`).join('\n---\n\n'),
          },
        ]
      : [],
  };
}

/** Links stay as they are: a file is shown as plain text, so they hide nothing. */
const inFile = (answer: string) => withoutOurHeadings(readable(answer));

function bestMenu({ voting }: Words, ballotId: string, answers: readonly string[]): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: bestId.write({ ballotId }),
    placeholder: voting.menu,
    options: [
      ...answers.map((answer, at) => ({
        label: letterAt(at),
        value: letters[at] ?? '',
        description: firstWords(answer, limits.optionText) || voting.emptyOption,
      })),
      { label: voting.tie, value: 'tie', description: voting.tieNote },
      { label: voting.none, value: 'bad', description: voting.noneNote },
    ],
  };
}

/**
 * The beginning of an answer on one line, without Markdown's marks, which a select menu would show as they
 * are.
 */
function firstWords(answer: string, max: number): string {
  const line = oneLine(answer, 20 * max).replace(/[*_`#>~|]+/g, '');
  return shortened(line.replace(/\s+/g, ' ').trim(), max);
}
