import type { Database } from '../../../db/client.ts';
import { type Challenger, challengerOf } from '../../../db/repo/challengers.ts';
import { getGuildSettings } from '../../../db/repo/guild-settings.ts';
import type { Promotable } from '../../../db/repo/promotions.ts';
import type { JudgePool } from '../../config.ts';
import { type WhyNot, whyNotChallenger } from '../../learning/may-challenge.ts';
import {
  beginChallenger,
  goBack,
  type Promoting,
  promoteChallenger,
  withdrawChallenger,
} from '../../learning/promote.ts';
import { spentToday } from '../../learning/spent-today.ts';
import { standingOfChallenger } from '../../learning/standing.ts';
import { judgesIn, modelName, withoutRules } from '../../model-name.ts';
import { costOf, knownPrices } from '../../models/prices.ts';
import { SaidError } from '../../said-error.ts';
import { judgeInCharge, judgesOf } from '../../settings/settings.ts';
import { UNKNOWN_PRICE } from '../dollars.ts';
import type { PromoteFlags } from '../promote.ts';
import { standingInWords, standingRow } from './standing-words.ts';

/** Does what the flags say on one server. */
export async function promoteOnServer(database: Database, pool: JudgePool, flags: PromoteFlags): Promise<void> {
  if (flags.challenge !== undefined) await challenge(database, pool, { ...flags, challenge: flags.challenge });
  else if (flags.withdraw) await withdraw(database, flags);
  else if (flags.yes) await promote(database, pool, flags);
  else if (flags.back) await back(database, pool, { ...flags, what: flags.back === true ? 'judge' : flags.back });
  else await show(database, pool, flags);
}

/** Who acts here. The operator has no name in the database. */
const acting = ({ server }: Pick<PromoteFlags, 'server'>) => ({ guildId: server, actorHash: null, now: new Date() });
const inChargeOf = (pool: JudgePool) => (chosen: string | null) => judgeInCharge(pool, chosen);

/** Writes what was done, as JSON or in words. */
const tell = (json: true | undefined, result: object, words: string): void =>
  void process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : `${words}\n`);

async function show({ db }: Database, pool: JudgePool, { server, json }: PromoteFlags): Promise<void> {
  const inCharge = judgeInCharge(pool, (await getGuildSettings(db, server))?.judge ?? null);
  const challenger = await challengerOf(db, server);
  if (!challenger) {
    const others = judgesOf(pool).filter((one) => one !== inCharge && judgesIn(one).rule === null);
    const choice =
      others.length === 0
        ? 'Name another judge in JUDGE_MODELS to compare it, or give this one rules.'
        : `Begin with --challenge JUDGE and a budget a day; you may choose from these, or from this server’s rules for them:\n${others.map((one) => `  ${one}`).join('\n')}`;
    const words = `No judge runs in the shadow on this server. ${modelName(inCharge)} judges. ${choice}`;
    return tell(json, { challenger: null }, words);
  }
  const standing = await standingOfChallenger(db, challenger);
  const spent = await spentToday(db, challenger, new Date());
  const hasMoved = inCharge !== challenger.champion;
  tell(json, standingRow(standing, { spent, hasMoved }), standingInWords(standing, { spent, hasMoved, server }));
}

async function challenge(
  { db }: Database,
  pool: JudgePool,
  { server, challenge: judge, share, budgetTokens, budgetUsd, json }: PromoteFlags & { challenge: string },
): Promise<void> {
  if (budgetTokens === undefined && budgetUsd === undefined)
    throw new SaidError(
      'A judge in the shadow costs you money on every question of its share, and members’ limits do not count it. Say how much a day: --budget-tokens N or --budget-usd AMOUNT.',
    );
  const whyNot = await whyNotChallenger(db, pool, { guildId: server, judge });
  if (whyNot) throw new SaidError(refusals[whyNot](judge, pool));
  if (budgetTokens === undefined && !hasPrice(judge)) throw new SaidError(UNKNOWN_PRICE);
  const begun = await beginChallenger(
    { db },
    {
      ...acting({ server }),
      ...{ judge, champion: inChargeOf(pool), share },
      ...{ dayTokens: budgetTokens ?? null, dayUsd: budgetUsd ?? null },
    },
  );
  if (begun === 'taken')
    throw new SaidError('Another judge runs in the shadow on this server already. End that first: --withdraw.');
  if (begun === 'same') throw new SaidError(`${modelName(judge)} judges on this server already.`);
  tell(
    json,
    { begun: rowOf(begun) },
    `${modelName(judge)} judges in the shadow from now on: ${Math.round(1000 * share) / 10} % of this server’s new questions, beside ${modelName(begun.champion)}. Nobody waits for it, and nobody sees it. Say the same without --challenge to see how they stand.`,
  );
}

const hasPrice = (judge: string) =>
  costOf(knownPrices, withoutRules(judge), { inputTokens: 1, outputTokens: 1 }) !== null;

const refusals: Readonly<Record<WhyNot, (judge: string, pool: JudgePool) => string>> = {
  'not-offered': (judge, pool) =>
    `${judge} is not among the judges that servers may choose from. Name it in JUDGE_MODELS first, or choose one of: ${judgesOf(pool).join(', ')}.`,
  jury: () => 'A jury cannot be compared on pairs that others were asked about. Name one of its judges.',
  'no-rules': (judge) =>
    `${modelName(withoutRules(judge))} was trained on one prompt, word for word, so it can be given no rules. Leave out #rules-….`,
  'not-yours': () =>
    'There are no such rules of this server for this judge. /settings shows those that there are, and `tribunal align` makes some.',
};

async function withdraw(database: Database, { server, json }: PromoteFlags): Promise<void> {
  const ended = await withdrawChallenger(database, acting({ server }));
  if (!ended) throw new SaidError('No judge runs in the shadow on this server.');
  tell(
    json,
    { withdrawn: rowOf(ended) },
    `${modelName(ended.judge)} judges in the shadow no more. ${modelName(ended.champion)} judges as before.`,
  );
}

async function promote(database: Database, pool: JudgePool, { server, json }: PromoteFlags): Promise<void> {
  const challenger = await challengerOf(database.db, server);
  const became = await promoteChallenger(database, { ...acting({ server }), champion: inChargeOf(pool) });
  if (became !== 'promoted' || !challenger) throw new SaidError(notPromoted[became === 'promoted' ? 'none' : became]);
  tell(
    json,
    { promoted: rowOf(challenger) },
    `${modelName(challenger.judge)} judges this server’s new questions from now on, in place of ${modelName(challenger.champion)}. To undo that: --back.`,
  );
}

const notPromoted: Readonly<Record<Exclude<Promoting, 'promoted'>, string>> = {
  keep: 'People prefer the champion’s picks, so it stays. End the comparison with --withdraw.',
  'not-yet':
    'The votes do not say yet which judge is better, so nothing was changed. Run this without --yes to see how many are still needed.',
  none: 'No judge runs in the shadow on this server, so there is none to promote.',
  moved:
    'Another judge is in charge of this server by now than the one that the challenger was compared with, so nothing was changed. End the comparison with --withdraw, and begin anew.',
};

async function back(database: Database, pool: JudgePool, { server, what, json }: PromoteFlags & { what: Promotable }) {
  const undone = await goBack(database, { ...acting({ server }), what });
  if (!undone)
    throw new SaidError(
      `There is nothing to go back from: this server’s ${what} was not promoted, or somebody has chosen another one since.`,
    );
  const before = undone.before ?? (what === 'judge' ? pool.JUDGE_MODEL : 'the installation’s own');
  const name = (one: string) => (what === 'judge' ? modelName(one) : one);
  tell(
    json,
    { undone: { what, from: undone.after, to: undone.before, promotedAt: undone.createdAt } },
    `Gone back: ${name(before)} in place of ${name(undone.after ?? '')}, for new questions.`,
  );
}

const rowOf = ({ judge, champion, share, dayTokens, dayUsd, createdAt }: Challenger) => ({
  judge,
  champion,
  share,
  dayTokens,
  dayUsd,
  since: createdAt,
});
