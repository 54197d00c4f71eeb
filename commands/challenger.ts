import { PermissionFlagsBits } from 'discord.js';
import { challengerOf } from '../db/repo/challengers.ts';
import { getGuildSettings } from '../db/repo/guild-settings.ts';
import { challengeId, judgeId } from '../src/discord/custom-id.ts';
import { challengeFields, challengeForm, MOST_TOKENS, SHARES } from '../src/discord/view/challenge-form.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { offeredJudges } from '../src/discord/view/settings-parts.ts';
import { confirmJudgeView, judgeName } from '../src/discord/view/shadow.ts';
import type { JudgeAct } from '../src/learning/judge-acts.ts';
import { whyNotChallenger } from '../src/learning/may-challenge.ts';
import {
  beginChallenger,
  goBack,
  promoteChallenger,
  promotionToUndo,
  withdrawChallenger,
} from '../src/learning/promote.ts';
import type { Limit } from '../src/limits/limits.ts';
import { judgesIn } from '../src/model-name.ts';
import { readMenu } from '../src/settings/fields.ts';
import { judgeInCharge, limitsFor, poolsOf } from '../src/settings/settings.ts';
import { button, type CommandDeps, form } from './command.ts';
import { poolsFor } from './judge-panel.ts';
import { managerOf, type Pressed, showSettings } from './show-settings.ts';

const permission = PermissionFlagsBits.ManageGuild;

/**
 * **Promote**, **Stop comparing**, **Go back**, and the buttons that confirm the last two. Each names the row
 * that it is about, so that an old message does nothing to a newer comparison.
 */
export const judgePressed = button(judgeId, {
  permission,
  acknowledge: () => 'update',
  async run(interaction, { act, id }, deps) {
    const say = (said: string) => showSettings(interaction, 'judge', deps, said);
    if (act === 'promote') return say(await promote(interaction, id, deps));
    if (act === 'stop-now') return say(await stop(interaction, id, deps));
    if (act === 'back-now') return say(await back(interaction, id, deps));
    const asked = await toConfirm(interaction, { act, id }, deps);
    if (asked) return deps.respond(interaction, confirmJudgeView(deps.words, asked));
    await say(act === 'stop' ? deps.words.judge.promotions.none : deps.words.judge.backGone);
  },
});

const actingOf = (interaction: Pressed, deps: CommandDeps) => ({ ...managerOf(interaction, deps), now: deps.now() });
/** Who judges by a server's own setting. */
const inCharge =
  ({ config }: CommandDeps) =>
  (saved: string | null): string =>
    judgeInCharge(config, saved);

async function promote(interaction: Pressed, id: string, deps: CommandDeps): Promise<string> {
  const { database, words } = deps;
  const acting = actingOf(interaction, deps);
  const challenger = await challengerOf(database.db, acting.guildId);
  if (challenger?.id !== id) return words.judge.promotions.none;
  const done = await promoteChallenger(database, { ...acting, champion: inCharge(deps) });
  if (done !== 'promoted') return words.judge.promotions[done];
  return words.judge.promoted(judgeName(challenger.judge), judgeName(challenger.champion));
}

async function stop(interaction: Pressed, id: string, deps: CommandDeps): Promise<string> {
  const acting = actingOf(interaction, deps);
  const challenger = await challengerOf(deps.database.db, acting.guildId);
  const { judge } = deps.words;
  if (challenger?.id !== id || !(await withdrawChallenger(deps.database, acting))) return judge.promotions.none;
  return judge.stopped(judgeName(challenger.judge));
}

async function back(interaction: Pressed, id: string, deps: CommandDeps): Promise<string> {
  const acting = actingOf(interaction, deps);
  const { judge } = deps.words;
  const standing = await promotionToUndo(deps.database.db, acting.guildId, 'judge');
  const undone = standing?.id === id ? await goBack(deps.database, { ...acting, what: 'judge' }) : null;
  return undone ? judge.wentBack(judgeName(inCharge(deps)(undone.before))) : judge.backGone;
}

/** @returns what a confirmation names; null when there is nothing to confirm any more */
async function toConfirm(
  { guildId }: Pressed,
  { act, id }: { act: Exclude<JudgeAct, 'promote' | 'stop-now' | 'back-now'>; id: string },
  deps: CommandDeps,
) {
  const { db } = deps.database;
  const judgeOf = inCharge(deps);
  if (act === 'stop') {
    const challenger = await challengerOf(db, guildId ?? '');
    return challenger?.id === id ? { act, id, before: challenger.champion, after: challenger.judge } : null;
  }
  const standing = await promotionToUndo(db, guildId ?? '', 'judge');
  return standing?.id === id ? { act, id, before: judgeOf(standing.before), after: judgeOf(standing.after) } : null;
}

/** **Compare in the shadow**: opens a form with the judges that may. */
export const challengeOpened = button(challengeId, {
  permission,
  runsFirst: true,
  acknowledge: () => 'ephemeral',
  async run(interaction, _id, deps) {
    const { judge } = deps.words;
    const refuse = (problem: string) => deps.whisper(interaction, problemView(deps.words, [problem]));
    const { options, limit } = await readChoices(interaction, deps);
    if (limit.tokens === 0 || limit.usd === 0) return refuse(judge.noBudget);
    if (options.length === 0) return refuse(judge.nobodyToCompare);
    const opened = challengeForm(deps.words, options, limit.tokens);
    await deps.openForm(interaction, { form: opened }, problemView(deps.words, [judge.formLate]));
  },
});

/**
 * Whom a manager may let judge in the shadow, and what it may cost: a judge that the operator offers, and at
 * most the server's own daily limit, which is never above the operator's. Its tokens come on top of what
 * members spend.
 */
async function readChoices({ guildId }: Pressed, { config, database: { db }, words }: CommandDeps) {
  const guild = await getGuildSettings(db, guildId ?? '');
  const { pools, lists } = await poolsFor(db, config, guildId ?? '');
  const current = judgeInCharge(config, guild?.judge ?? null);
  const single = { ...pools, judges: pools.judges.filter((name) => judgesIn(name).rule === null) };
  const inCharge = offeredJudges(words, single, current, lists).offered;
  const limit: Limit = limitsFor(guild, poolsOf(config).limits, []).server;
  return {
    options: inCharge.filter((option) => !option.default).map(({ default: _, ...option }) => option),
    pools: single,
    limit,
  };
}

/** The form of **Compare in the shadow**, submitted. */
export const challengeTyped = form(challengeId, {
  permission,
  acknowledge: () => 'update',
  async run(interaction, _id, deps) {
    const { config, database, words } = deps;
    const acting = actingOf(interaction, deps);
    const say = (said: string) => showSettings(interaction, 'judge', deps, said);
    const { pools, limit } = await readChoices(interaction, deps);
    const read = readMenu('judge', interaction.fields.getStringSelectValues(challengeFields.judge), pools);
    const judge = 'change' in read ? (read.change.judge ?? null) : null;
    const share = SHARES.find((one) => String(one) === interaction.fields.getRadioGroup(challengeFields.share));
    const most = Math.min(limit.tokens ?? MOST_TOKENS, MOST_TOKENS);
    const typed = interaction.fields.getTextInputValue(challengeFields.tokens).replaceAll(/[\s.,_'’]/g, '');
    const dayTokens = /^\d+$/.test(typed) ? Number(typed) : 0;
    if (dayTokens < 1 || dayTokens > most) return say(`⚠️ ${words.judge.wrongBudget(most)}`);
    const whyNot = judge && (await whyNotChallenger(database.db, config, { guildId: acting.guildId, judge }));
    if (!judge || !share || whyNot) return say(`⚠️ ${words.judge.begin.refused}`);
    const begun = await beginChallenger(database, {
      ...{ ...acting, judge, share, dayTokens, dayUsd: limit.usd },
      champion: inCharge(deps),
    });
    if (typeof begun === 'string') return say(`⚠️ ${words.judge.begin[begun]}`);
    await say(words.judge.begun(judgeName(judge), words.percent(share)));
  },
});
