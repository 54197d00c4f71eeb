import type { Database, Db } from '../../db/client.ts';
import { takeLock } from '../../db/repo/advisory-locks.ts';
import { insertAudit } from '../../db/repo/audit.ts';
import { type Challenger, challengerOf, endChallenger, insertChallenger } from '../../db/repo/challengers.ts';
import { changeGuildSettings, getGuildSettings } from '../../db/repo/guild-settings.ts';
import { insertPromotion, type Promotable, type Promotion, promotionsOf } from '../../db/repo/promotions.ts';
import { turnOf } from '../settings/draft.ts';
import { figuresOf } from './figures.ts';
import { standingOfChallenger } from './standing.ts';

/** Who changes a server's judge. */
interface Acting {
  guildId: string;
  /** Keyed hash of the manager; null: the operator, on the command line. */
  actorHash: string | null;
  now: Date;
}

/**
 * Who judges where a server's own setting is this one: `judgeInCharge`. It is asked within the transaction,
 * because another manager may have saved meanwhile.
 */
type InCharge = (chosen: string | null) => string;

/** In the audit: what was done on the command line. */
const OPERATOR = 'operator';

/**
 * Lets a judge judge in the shadow on a server's new questions. Whether it may judge there at all, the caller
 * checks (`whyNotChallenger`).
 * @returns the challenger, or why there is none: the server has one already, or this judge is in charge
 */
export async function beginChallenger(
  { db }: Pick<Database, 'db'>,
  {
    judge,
    champion,
    share,
    dayTokens,
    dayUsd,
    ...acting
  }: Acting & { judge: string; champion: InCharge; share: number; dayTokens: number | null; dayUsd: number | null },
): Promise<Challenger | 'taken' | 'same'> {
  const { guildId, actorHash, now: createdAt } = acting;
  return db.transaction(async (tx) => {
    await takeLock(tx, turnOf(acting));
    const inCharge = champion(await savedJudge(tx, guildId));
    if (inCharge === judge) return 'same';
    const limits = { share, dayTokens, dayUsd };
    const begun = await insertChallenger(tx, { guildId, judge, champion: inCharge, ...limits, actorHash, createdAt });
    if (!begun) return 'taken';
    await note(tx, acting, 'challenger-begun', { judge, champion: inCharge, ...limits });
    return begun;
  });
}

/**
 * What became of a promotion. `keep` and `not-yet` are the decision. `moved`: another judge is in charge by
 * now, so the comparison is not about it.
 */
export type Promoting = 'promoted' | 'keep' | 'not-yet' | 'none' | 'moved';

/**
 * Puts the challenger in the champion's place, if people's votes say so at this moment. Pressed twice, it
 * happens once: then there is no challenger any more.
 */
export async function promoteChallenger(
  { db }: Pick<Database, 'db'>,
  { champion, ...acting }: Acting & { champion: InCharge },
): Promise<Promoting> {
  const { guildId, actorHash, now } = acting;
  return db.transaction(async (tx) => {
    await takeLock(tx, turnOf(acting));
    const challenger = await challengerOf(tx, guildId);
    if (!challenger) return 'none';
    const before = await savedJudge(tx, guildId);
    if (champion(before) !== challenger.champion) return 'moved';
    const standing = await standingOfChallenger(tx, challenger);
    const { decision } = standing.headToHead;
    if (decision !== 'promote') return decision;
    const { judge: after } = challenger;
    await changeGuildSettings(tx, guildId, { judge: after });
    await endChallenger(tx, challenger.id, 'promoted', now);
    const figures = figuresOf(standing);
    await insertPromotion(tx, {
      guildId,
      what: 'judge',
      before,
      after,
      kind: 'forward',
      figures,
      actorHash,
      createdAt: now,
    });
    await note(tx, acting, 'judge-promoted', { 'judge.old': before, 'judge.new': after });
    return 'promoted';
  });
}

/**
 * Ends the comparison without a change.
 * @returns the challenger that it was about, or null when there was none
 */
export async function withdrawChallenger({ db }: Pick<Database, 'db'>, acting: Acting): Promise<Challenger | null> {
  return db.transaction(async (tx) => {
    await takeLock(tx, turnOf(acting));
    const challenger = await challengerOf(tx, acting.guildId);
    if (!challenger) return null;
    const { decision } = (await standingOfChallenger(tx, challenger)).headToHead;
    await endChallenger(tx, challenger.id, decision === 'keep' ? 'kept' : 'withdrawn', acting.now);
    await note(tx, acting, 'challenger-withdrawn', { judge: challenger.judge, champion: challenger.champion });
    return challenger;
  });
}

/**
 * Undoes the newest promotion that is not undone yet: the server has the setting from before it again.
 * @returns the promotion undone; null where there is none, or somebody chose otherwise since
 */
export async function goBack(
  { db }: Pick<Database, 'db'>,
  { what, ...acting }: Acting & { what: Promotable },
): Promise<Promotion | null> {
  const { guildId, actorHash, now } = acting;
  return db.transaction(async (tx) => {
    await takeLock(tx, turnOf(acting));
    const undone = await promotionToUndo(tx, guildId, what);
    if (!undone) return null;
    const { before, after } = undone;
    await changeGuildSettings(tx, guildId, { [what]: before });
    const row = { guildId, what, before: after, after: before, kind: 'back' as const, actorHash, createdAt: now };
    // Whose votes had led to what is undone: exports mark those of a playground.
    await insertPromotion(tx, { ...row, figures: { simulated: undone.figures.simulated ?? 0 } });
    await note(tx, acting, `${what}-went-back`, { [`${what}.old`]: after, [`${what}.new`]: before });
    return undone;
  });
}

/** @returns the promotion that `goBack` would undo, or null */
export async function promotionToUndo(db: Db, guildId: string, what: Promotable): Promise<Promotion | null> {
  const standing = newestStanding(await promotionsOf(db, guildId, what));
  if (!standing) return null;
  const saved = (await getGuildSettings(db, guildId))?.[what] ?? null;
  return saved === standing.after ? standing : null;
}

/** The newest promotion that no way back has undone: each undoes the newest one that stands before it. */
function newestStanding(newestFirst: readonly Promotion[]): Promotion | null {
  let undone = 0;
  for (const promotion of newestFirst) {
    if (promotion.kind === 'back') undone += 1;
    else if (undone > 0) undone -= 1;
    else return promotion;
  }
  return null;
}

const savedJudge = async (tx: Db, guildId: string): Promise<string | null> =>
  (await getGuildSettings(tx, guildId))?.judge ?? null;

const note = (
  tx: Db,
  { guildId, actorHash, now }: Acting,
  action: string,
  details: Parameters<typeof insertAudit>[1]['details'],
) => insertAudit(tx, { guildId, actorHash: actorHash ?? OPERATOR, action, details, createdAt: now });
