import type { AskSnapshot } from '../../asks/snapshot.ts';
import type { Words } from '../words/words.ts';
import { answerView } from './answer.ts';
import { ballotView } from './ballot.ts';
import { galleryOf, type MessageView, type Picture } from './blocks.ts';
import { chatView } from './chat.ts';
import { closedView } from './closed.ts';
import { closedBallotView } from './closed-ballot.ts';
import { duelView } from './duel.ts';
import { sayEmptied } from './emptied.ts';
import { failedView } from './failed.ts';
import { openBallotView } from './open-ballot.ts';
import { hiddenView } from './report.ts';
import { reportRow } from './report-form.ts';
import { stageView } from './stage.ts';

const votingViews = { duel: duelView, open: openBallotView, ballot: ballotView };

/**
 * The public message of an ask in any state, in the server's language. Before the ballot is closed, it does
 * not reveal the pick of a duel. `tally` is the picture of a closed ballot's votes, if it could be drawn, and
 * `asked` are the question's own pictures.
 */
export function askView(
  words: Words,
  snapshot: AskSnapshot,
  tally: Picture | null = null,
  asked: readonly Picture[] = [],
): MessageView {
  const { ask } = snapshot;
  if (ask.hiddenAt) return hiddenView(words);
  const view = withQuestionPictures(shown(words, sayEmptied(words, snapshot), tally), asked);
  const answered = ask.state === 'voting' || ask.state === 'closed';
  return answered && ask.guildId ? { ...view, components: [...view.components, reportRow(words, snapshot)] } : view;
}

const withQuestionPictures = (view: MessageView, asked: readonly Picture[]): MessageView =>
  asked.length === 0
    ? view
    : { ...view, components: [galleryOf(asked), ...view.components], pictures: [...asked, ...(view.pictures ?? [])] };

function shown(words: Words, snapshot: AskSnapshot, tally: Picture | null): MessageView {
  const { ask, ballot } = snapshot;
  if (ask.state === 'failed' || ask.state === 'cancelled') return failedView(words, snapshot);
  if (ask.state !== 'voting' && ask.state !== 'closed') return stageView(words, snapshot);
  if (ask.source === 'chat') return chatView(words, snapshot);
  if (!ballot) return answerView(words, snapshot);
  if (ballot.closedAt)
    return (ballot.kind === 'ballot' ? closedBallotView : closedView)(words, snapshot, ballot, tally);
  return votingViews[ballot.kind](words, snapshot, ballot);
}
