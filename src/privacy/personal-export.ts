import type { Database } from '../../db/client.ts';
import type { Ask } from '../../db/repo/asks.ts';
import { consentsOf } from '../../db/repo/consents.ts';
import {
  asksOf,
  auditOf,
  blocksOf,
  draftsOf,
  openAmong,
  peeksOf,
  promptsBy,
  repliesTo,
  reportsOf,
  usageOf,
  votesOf,
} from '../../db/repo/person.ts';

/** Discord accepts files of up to 10 MiB. */
const FILE_BYTES = 9 * 1024 * 1024;
const MOST_ASKS = 10_000;

/**
 * Exports everything stored about one person as JSON, without anybody else's hash. When it would not fit into
 * a file, the oldest asks are left out and `leftOut` counts them. An ask whose ballot is open or still to
 * come is exported without its pick, standings and models.
 *
 * @param hash keyed hash of the person.
 * @returns JSON text of at most 9 MiB; more only when votes and other rows alone do not fit.
 */
export async function exportPerson({ db }: Database, hash: string, now: Date): Promise<string> {
  const [asked, lent, cast, spent, decisions, reports, blocks, moderation, seenPicks, drafts] = await Promise.all([
    asksOf(db, hash, MOST_ASKS),
    promptsBy(db, hash, MOST_ASKS),
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
  const ids = asked.map(({ id }) => id);
  // Read after the asks. A ballot that has closed since then has nothing to hide any more.
  const open = ids.length === 0 ? new Set<string>() : await openAmong(db, ids);
  const replies = Map.groupBy(ids.length === 0 ? [] : await repliesTo(db, ids), ({ askId }) => askId);
  const asks = asked.map((ask) => exported(ask, replies.get(ask.id) ?? [], open.has(ask.id)));
  const votes = cast.map(({ askId, vote: { voterHash: _, interactionId: __, ...vote } }) => ({ ...vote, askId }));
  const usage = spent.map(({ askerHash: _, ...row }) => row);
  const consents = decisions.map(({ decision, createdAt }) => ({ decision, createdAt }));
  for (let kept = Math.max(asks.length, lent.length); ; kept = Math.floor(kept / 2)) {
    const [own, putByOthers] = [asks.slice(0, kept), lent.slice(0, kept)];
    const leftOut = asks.length - own.length + lent.length - putByOthers.length;
    const all = { madeAt: now, pseudonym: hash, consents, leftOut, asks: own, putByOthers };
    const json = JSON.stringify({ ...all, votes, usage, ...others }, null, 2);
    if (kept === 0 || Buffer.byteLength(json) <= FILE_BYTES) return json;
  }
}

type Replies = Awaited<ReturnType<typeof repliesTo>>;

/** An ask as its asker gets it. Other people in it are only counted. */
function exported(ask: Ask, replies: Replies, open: boolean) {
  const { askerHash: _, interactionToken: __, settings, seed: ____, seedIsPublic: _____, ...rest } = ask;
  const { promptBy, wordsOf, pick, judged, cutShort, pBest, pBeats, standings, pickedAt, ...shown } = rest;
  const answers = replies.toSorted((a, b) => a.slot - b.slot);
  return {
    ...shown,
    inOwnWords: promptBy === null,
    othersInIt: wordsOf.length,
    pictures: settings.pictures?.n ?? 0,
    ...(open
      ? { stillVotedOn: ask.state === 'voting', answers: answers.map(({ slot, text }) => ({ slot, text })) }
      : {
          pick,
          judged,
          cutShort,
          pBest,
          pBeats,
          standings,
          pickedAt,
          answers: answers.map(({ slot, model, text }) => ({ slot, model, text, pick: slot === pick })),
        }),
  };
}
