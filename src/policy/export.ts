import type { Database } from '../../db/client.ts';
import type { Ask } from '../../db/repo/asks.ts';
import { consentsOf } from '../../db/repo/consents.ts';
import {
  asksOf,
  auditOf,
  blocksOf,
  draftsOf,
  peeksOf,
  repliesTo,
  reportsOf,
  usageOf,
  votesOf,
} from '../../db/repo/person.ts';

/** Discord takes files of 10 MiB. */
const FILE_BYTES = 9 * 1024 * 1024;
const MOST_ASKS = 10_000;

/** All that is kept of one person, as JSON. Where it would not fit into a file the oldest asks are left out, and `leftOut` says how many. */
export async function exportPerson({ db }: Database, hash: string, now: Date): Promise<string> {
  const [asked, cast, spent, decisions, reports, blocks, moderation, seenPicks, drafts] = await Promise.all([
    asksOf(db, hash, MOST_ASKS),
    votesOf(db, hash),
    usageOf(db, hash),
    consentsOf(db, hash),
    reportsOf(db, hash),
    blocksOf(db, hash),
    auditOf(db, hash),
    peeksOf(db, hash),
    draftsOf(db, hash),
  ]);
  const others = { reports, blocks, moderation, seenPicks, drafts };
  const replies = Map.groupBy(
    asked.length === 0
      ? []
      : await repliesTo(
          db,
          asked.map(({ id }) => id),
        ),
    ({ askId }) => askId,
  );
  const asks = asked
    .map(untilVoted)
    .map(({ askerHash: _, interactionToken: __, settings: ___, seed: ____, ...ask }) => ({
      ...ask,
      answers: (replies.get(ask.id) ?? [])
        .toSorted((a, b) => a.slot - b.slot)
        .map(({ slot, model, text }) => ({ slot, model, text, pick: slot === ask.pick })),
    }));
  const votes = cast.map(({ askId, vote: { voterHash: _, interactionId: __, ...vote } }) => ({ ...vote, askId }));
  const usage = spent.map(({ askerHash: _, ...row }) => row);
  const consents = decisions.map(({ decision, createdAt }) => ({ decision, createdAt }));
  for (let kept = asks.length; ; kept = Math.floor(kept / 2)) {
    const all = { madeAt: now, pseudonym: hash, consents, leftOut: asks.length - kept, asks: asks.slice(0, kept) };
    const json = JSON.stringify({ ...all, votes, usage, ...others }, null, 2);
    if (kept === 0 || Buffer.byteLength(json) <= FILE_BYTES) return json;
  }
}

/** While a ballot is open its pick is told to nobody who has not voted, and who asked could tell the others. */
const untilVoted = (ask: Ask): Ask =>
  ask.state === 'voting' ? { ...ask, pick: null, pBest: null, standings: null } : ask;
