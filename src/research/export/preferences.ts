import type { Db } from '../../../db/client.ts';
import { countReleasedVotes, readTexts, readVotedAsks } from '../../../db/repo/research-preferences.ts';
import { questionOf } from '../../asks/conversation.ts';
import { preferredByMost } from './majority.ts';
import { pagesBy } from './pages.ts';

/** A pair of replies of which an absolute majority of voters chose one. */
export interface Preference {
  askId: string;
  prompt: string;
  chosen: { slot: number; text: string };
  rejected: { slot: number; text: string };
  votesChosen: number;
  /** All votes that count, ties and "both bad" included. */
  votes: number;
}

/** How many asks give no preference, by reason. */
export type Skipped = Record<string, number>;

const PAGE = 200;

/**
 * Reads preferences for training from the asks of this export, in its order: each shown candidate against the
 * one that an absolute majority chose. It leaves out, and counts in `skipped`: chat messages (Discord's
 * policy names message content), follow-ups (the question alone is not what was answered), simulated votes,
 * and texts that are gone.
 */
export async function* readPreferences(db: Db, fewestVotes: number, skipped: Skipped): AsyncGenerator<Preference[]> {
  const skip = (reason: string) => {
    skipped[reason] = (skipped[reason] ?? 0) + 1;
  };
  const pages = pagesBy(
    (after: number | null, limit) => readVotedAsks(db, after, limit),
    ({ place }) => place,
    PAGE,
  );
  for await (const page of pages) {
    const counted = Map.groupBy(
      await countReleasedVotes(
        db,
        page.map(({ ballotId }) => ballotId),
      ),
      (row) => row.ballotId,
    );
    const texts = Map.groupBy(
      await readTexts(
        db,
        page.map(({ ask }) => ask.id),
      ),
      (row) => row.askId,
    );
    const found: Preference[] = [];
    for (const { ask, ballotId, shown } of page) {
      const preferred = preferredByMost(counted.get(ballotId) ?? [], fewestVotes);
      const text = (slot: number) => texts.get(ask.id)?.find((row) => row.slot === slot)?.text ?? '';
      if (ask.settings.simulated) skip('simulated');
      else if (ask.source !== 'command') skip('message-content');
      else if (ask.parentId !== null) skip('follow-up');
      else if (typeof preferred === 'string') skip(preferred);
      else if (ask.prompt === '' || text(preferred.slot) === '') skip('text-gone');
      else {
        const chosen = { slot: preferred.slot, text: text(preferred.slot) };
        for (const slot of shown) {
          const rejected = { slot, text: text(slot) };
          if (slot === chosen.slot || rejected.text === '' || rejected.text === chosen.text) continue;
          const votes = { votesChosen: preferred.votes, votes: preferred.of };
          found.push({ askId: ask.id, prompt: questionOf(ask), chosen, rejected, ...votes });
        }
      }
    }
    if (found.length > 0) yield found;
  }
}
