import type { Db } from '../../../db/client.ts';
import { readTexts, readVotedAsks } from '../../../db/repo/research-preferences.ts';
import { questionOf } from '../../asks/conversation.ts';
import { ahead } from './ahead.ts';
import { preferredByMost } from './majority.ts';

/** A pair of replies of which an absolute majority of voters chose one. */
export interface Preference {
  askId: string;
  prompt: string;
  chosen: { slot: number; text: string };
  rejected: { slot: number; text: string };
  votesChosen: number;
  /** All votes that count, ties and "both bad" included. */
  votes: number;
  simulated: boolean;
}

/** How many asks give no preference, by reason. */
export type Skipped = Record<string, number>;

const PAGE = 200;

/**
 * Reads preferences for training from the asks of this export, in its order: each shown candidate against the
 * one that an absolute majority chose. It leaves out, and counts in `skipped`: chat messages (Discord's
 * policy names message content), follow-ups (the question alone is not what was answered), and texts that are
 * gone. Simulated asks are left out too, unless all of the export is simulated: a model must not learn from a
 * mixture.
 */
export async function* readPreferences(
  db: Db,
  { fewestVotes, allSimulated }: { fewestVotes: number; allSimulated: boolean },
  skipped: Skipped,
): AsyncGenerator<Preference[]> {
  const skip = (reason: string) => {
    skipped[reason] = (skipped[reason] ?? 0) + 1;
  };
  for await (const page of ahead(readVotedAsks(db, PAGE))) {
    const ids = page.map(({ id }) => id);
    const texts = Map.groupBy(await readTexts(db, ids), ({ askId }) => askId);
    const found: Preference[] = [];
    for (const { shown, counted, simulated, ...ask } of page) {
      const preferred = preferredByMost(counted, fewestVotes);
      const text = (slot: number) => texts.get(ask.id)?.find((row) => row.slot === slot)?.text ?? '';
      if (simulated && !allSimulated) skip('simulated');
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
          found.push({ askId: ask.id, prompt: questionOf(ask), chosen, rejected, ...votes, simulated });
        }
      }
    }
    if (found.length > 0) yield found;
  }
}
