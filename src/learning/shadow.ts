import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../db/client.ts';
import { type Ask, getAsk } from '../../db/repo/asks.ts';
import { candidatesOf } from '../../db/repo/candidates.ts';
import { type Challenger, challengerOf } from '../../db/repo/challengers.ts';
import { verdictsOf } from '../../db/repo/comparisons.ts';
import { judgeRulesOf } from '../../db/repo/judge-rules.ts';
import { lockShadowJudge } from '../../db/repo/shadow-comparisons.ts';
import { readConversation } from '../asks/conversation.ts';
import { hasAnswered } from '../asks/progress.ts';
import { isDrawn } from '../asks/shadow-lot.ts';
import { storedRubrics } from '../asks/stored-rubrics.ts';
import type { JudgePool } from '../config.ts';
import { flattenConversation } from '../judge/conversation.ts';
import type { Judge } from '../judge/judge.ts';
import type { RulesByVersion } from '../judge/rules.ts';
import { publicModel, rulesVersionsIn } from '../model-name.ts';
import type { Log } from '../ops/log.ts';
import type { JobAttempt } from '../ops/queue.ts';
import { openCostLimit } from '../research/rejudge/cost-limit.ts';
import { whyNotChallenger } from './may-challenge.ts';
import { type Played, type PlayOptions, playOwn } from './play-own.ts';
import { spentToday } from './spent-today.ts';

/** What judging in the shadow needs from outside. */
export interface ShadowDeps {
  database: Database;
  config: JudgePool;
  openJudge: (model: string, rules: RulesByVersion) => Judge;
  now: () => Date;
  log: Log;
  /** Pause before looking again whether another worker is done, in milliseconds. Default: 1,000. */
  pauseMs?: number;
}

/**
 * The job of a challenger on one ask: plays a tournament of its own over the ask's candidates, within the
 * day's budget. Every verdict is stored at once, so a job that is delivered again pays for none of them
 * twice. Over the budget, also in the middle, the ask is left out for good.
 *
 * @throws where the judge could not be asked about all, so that the queue tries again; not at the last try
 */
export async function judgeInShadow(
  deps: ShadowDeps,
  { askId, attempt }: { askId: string; attempt: JobAttempt },
): Promise<void> {
  const { log } = deps;
  const found = await challengedAsk(deps, askId);
  if (!found) return;
  const about = { askId, challenger: publicModel(found.challenger.judge) };
  // One worker a server: two would each spend what is left of the day's budget.
  const lock = await lockPatiently(deps, found.challenger.guildId, attempt.signal);
  try {
    // Another one may have ended the comparison, or changed the operator's judges, while this one waited.
    const still = await challengedAsk(deps, askId);
    if (still?.challenger.id !== found.challenger.id) return;
    const { end, judged, tokens, problem } = await judgeOne(deps, found, attempt.signal);
    const done = { ...about, judged, tokens, end };
    if (end === 'spent' || end === 'unknown-price')
      return log.info(done, 'an ask was left out in the shadow: the budget of the day does not reach');
    if (end === 'stopped') attempt.signal.throwIfAborted();
    if (end !== 'judge-unavailable') return log.info(done, 'an ask was judged in the shadow');
    log.warn({ ...done, code: problem?.code, givenUp: attempt.last }, 'a challenger could not be asked');
    if (!attempt.last) throw new Error('a challenger could not be asked');
  } finally {
    await lock.release();
  }
}

interface Challenged {
  ask: Ask;
  challenger: Challenger;
}

/** @returns null when nothing is to be judged: the ask is gone or hidden, or is not the challenger's */
async function challengedAsk({ database: { db }, config, log }: ShadowDeps, askId: string): Promise<Challenged | null> {
  const ask = await getAsk(db, askId);
  if (!ask?.pickedAt || ask.guildId === null || ask.private || ask.prompt === '' || ask.hiddenAt) return null;
  if (ask.cutShort !== null) return null;
  const challenger = await challengerOf(db, ask.guildId);
  if (challenger?.champion !== ask.settings.judgeModel || ask.pickedAt < challenger.createdAt) return null;
  if (!isDrawn(challenger, ask.seed) || !hasAnswered(await verdictsOf(db, askId))) return null;
  const whyNot = await whyNotChallenger(db, config, challenger);
  if (whyNot) log.warn({ askId, challenger: publicModel(challenger.judge), whyNot }, 'a challenger may not judge');
  return whyNot ? null : { ask, challenger };
}

async function judgeOne(deps: ShadowDeps, found: Challenged, signal: AbortSignal): Promise<Played> {
  const { database, now } = deps;
  const { ask, challenger } = found;
  const { judge: name, dayTokens, dayUsd } = challenger;
  return playOwn(database, {
    ...{ ask, name, now, signal },
    judge: deps.openJudge(name, await judgeRulesOf(database.db, rulesVersionsIn(name))),
    questionOf: await questionsOf(deps, ask),
    budget: openCostLimit({ tokens: dayTokens, usd: dayUsd }, await spentToday(database.db, challenger, now())),
  });
}

/** How the challenger is asked about a pair: with what the ask's own judge was shown. */
async function questionsOf({ database, now }: ShadowDeps, ask: Ask): Promise<PlayOptions['questionOf']> {
  const turns = await readConversation(database.db, ask);
  const texts = new Map((await candidatesOf(database.db, ask.id)).map(({ slot, text }) => [slot, text ?? '']));
  const rubrics = storedRubrics(database, { askId: ask.id, shadow: true, now });
  const asked = { prompt: flattenConversation(turns), turns, effort: ask.effort, rubrics };
  return ({ first, second, tier, sample }) => ({
    ...asked,
    ...{ first: texts.get(first) ?? '', second: texts.get(second) ?? '', tier, sample },
  });
}

/** How often it is looked whether another worker is done, before the job is tried again later. */
const LOOKS = 60;

async function lockPatiently({ database, pauseMs = 1000 }: ShadowDeps, guildId: string, signal: AbortSignal) {
  for (let look = 0; look < LOOKS; look++) {
    const lock = await lockShadowJudge(database.sql, `challenger of ${guildId}`);
    if (lock) return lock;
    await sleep(pauseMs, undefined, { signal });
  }
  throw new Error('another worker judges in the shadow for this server');
}
