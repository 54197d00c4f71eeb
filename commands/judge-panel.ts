import type { Db } from '../db/client.ts';
import { challengerOf } from '../db/repo/challengers.ts';
import { getGuildSettings, type SettingValues } from '../db/repo/guild-settings.ts';
import { type JudgeRules, judgeRulesOfGuild } from '../db/repo/judge-rules.ts';
import type { Config } from '../src/config.ts';
import { nameCode } from '../src/discord/name-code.ts';
import type { JudgePage } from '../src/discord/view/judge-page.ts';
import { promotionToUndo } from '../src/learning/promote.ts';
import { spentToday } from '../src/learning/spent-today.ts';
import { standingOfChallenger } from '../src/learning/standing.ts';
import { rulesVersionsIn, withoutRules, withRules } from '../src/model-name.ts';
import type { DraftState } from '../src/settings/draft.ts';
import type { SettingPools } from '../src/settings/fields.ts';
import { judgeInCharge, mayTakeRules, poolsOf, whyNoRules } from '../src/settings/settings.ts';
import { readFitted } from '../src/tournament/fitted.ts';

/** The server's own setting for its judge, as a code for a custom_id. */
export const savedCode = (saved: string | null): string => nameCode(saved ?? '');

/**
 * What a server can choose from: the operator's pools, and the judges to which the server itself gave rules,
 * newest first. A judge that is not offered any more, or can be given no rules any more, is left out. A prior
 * that was fitted to the server is among them while it is the saved setting.
 */
export async function poolsFor(
  db: Db,
  config: Config,
  guildId: string,
): Promise<{ pools: SettingPools; lists: ReadonlyMap<number, JudgeRules> }> {
  const pools = poolsOf(config);
  const lists = (await judgeRulesOfGuild(db, guildId)).filter(
    ({ judge }) => pools.judges.includes(judge) && mayTakeRules(config, judge),
  );
  const tournament = (await getGuildSettings(db, guildId))?.tournament ?? '';
  return {
    pools: {
      ...pools,
      ruled: lists.map(({ judge, version }) => withRules(judge, version)),
      fitted: readFitted(tournament) && tournament,
    },
    lists: new Map(lists.map((list) => [list.version, list])),
  };
}

/** Reads what the judge's section of `/settings` shows. Nothing of an open ballot is in its figures. */
export async function judgePageOf(
  db: Db,
  config: Config,
  {
    guildId,
    draft,
    lists,
    now,
  }: {
    guildId: string;
    draft: DraftState;
    lists: ReadonlyMap<number, JudgeRules>;
    now: Date;
  },
): Promise<JudgePage> {
  const values: SettingValues = { ...draft.saved, ...draft.change };
  const saved = judgeInCharge(config, draft.saved.judge ?? null);
  const shown = judgeInCharge(config, values.judge ?? null);
  const own = withoutRules(shown);
  const [version] = rulesVersionsIn(shown);
  const challenger = await challengerOf(db, guildId);
  return {
    ...{ saved, shown, lists },
    codes: { judge: nameCode(own), saved: savedCode(draft.saved.judge ?? null) },
    whyNoRules: whyNoRules(config, own),
    list: version === undefined ? null : (lists.get(version) ?? null),
    shadow: challenger && {
      standing: await standingOfChallenger(db, challenger),
      spent: (await spentToday(db, challenger, now)).spent,
      hasMoved: challenger.champion !== saved,
    },
    undoable: await promotionToUndo(db, guildId, 'judge'),
  };
}
