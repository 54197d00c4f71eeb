import type { AskSnapshot } from '../../asks/snapshot.ts';
import { answerView } from './answer.ts';
import { ballotView } from './ballot.ts';
import type { MessageView } from './blocks.ts';
import { chatView } from './chat.ts';
import { closedView } from './closed.ts';
import { closedBallotView } from './closed-ballot.ts';
import { duelView } from './duel.ts';
import { failedView } from './failed.ts';
import { openBallotView } from './open-ballot.ts';
import { hiddenView, reportRow } from './report.ts';
import { stageView } from './stage.ts';

const votingViews = { duel: duelView, open: openBallotView, ballot: ballotView };

/** The one message about an ask, at any point of its life. Nothing in it tells the pick of a duel before the ballot is closed. */
export function askView(snapshot: AskSnapshot): MessageView {
  const { ask } = snapshot;
  if (ask.hiddenAt) return hiddenView;
  const view = shown(snapshot);
  const answered = ask.state === 'voting' || ask.state === 'closed';
  return answered && ask.guildId ? { ...view, components: [...view.components, reportRow(ask.id)] } : view;
}

function shown(snapshot: AskSnapshot): MessageView {
  const { ask, ballot } = snapshot;
  if (ask.state === 'failed' || ask.state === 'cancelled') return failedView(snapshot);
  if (ask.state !== 'voting' && ask.state !== 'closed') return stageView(snapshot);
  if (ask.source === 'chat') return chatView(snapshot);
  if (!ballot) return answerView(snapshot);
  if (ballot.closedAt) return (ballot.kind === 'ballot' ? closedBallotView : closedView)(snapshot, ballot);
  return votingViews[ballot.kind](snapshot, ballot);
}
