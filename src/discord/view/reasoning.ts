import type { AskSnapshot } from '../../asks/snapshot.ts';
import { reasoningId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import {
  accents,
  button,
  buttons,
  container,
  file,
  gallery,
  type MessageView,
  type Picture,
  separator,
  text,
} from './blocks.ts';
import { sayEmptied } from './emptied.ts';
import { matchesOf } from './matches.ts';
import { question } from './question.ts';
import { reasoningMatch } from './reasoning-match.ts';
import { reasoningHeading, reasoningOverview } from './reasoning-overview.ts';
import { reasoningReplies } from './reasoning-replies.ts';
import { reasoningRubrics } from './reasoning-rubric.ts';

/**
 * The judge's reasoning, for moderators. Page 0 is the overview, with the picture of the tournament if there
 * is one. Each match has a page of its own. A page out of range becomes the nearest one.
 */
export function reasoningView(
  words: Words,
  stored: AskSnapshot,
  page: number,
  picture: Picture | null = null,
): MessageView {
  const snapshot = sayEmptied(words, stored);
  const { ask, comparisons } = snapshot;
  const matches = matchesOf(comparisons);
  const last = matches.length;
  const at = Math.min(Math.max(0, page), last);
  const match = matches[at - 1];
  const shown = at === 0 && picture ? [picture] : [];
  const replies = match ? reasoningReplies(words, snapshot, match, at) : null;
  const rubrics = match ? null : reasoningRubrics(words, snapshot.rubrics ?? []);
  const { body, files: thoughts } = match
    ? reasoningMatch(words, match, at, last, replies?.lines)
    : { body: reasoningOverview(words, snapshot, shown.length > 0, rubrics?.body.length), files: [] };
  const files = [...(replies?.files ?? []), ...(rubrics?.files ?? []), ...thoughts];
  const go = (to: number) => reasoningId.write({ askId: ask.id, page: to });
  return {
    components: [
      container(accents.judge, [
        question(words, ask, 200),
        separator(),
        ...(match ? [] : [text(reasoningHeading(words, snapshot)), ...shown.map(gallery)]),
        ...(rubrics ? [text(rubrics.body)] : []),
        text(body),
        ...files.map(({ name, text }) => file(name, text)),
      ]),
      // custom_ids must be unique in a message, even of disabled buttons.
      buttons(
        button(
          at === 1 ? words.reasoning.overview : words.reasoning.previous,
          at > 0 ? go(at - 1) : go(998),
          undefined,
          { disabled: at === 0 },
        ),
        button(words.reasoning.next, at < last ? go(at + 1) : go(999), undefined, { disabled: at >= last }),
      ),
    ],
    files,
    pictures: shown,
  };
}
