import type { Db } from '../../db/client.ts';
import { judgeRulesOfGuild } from '../../db/repo/judge-rules.ts';
import type { JudgePool } from '../config.ts';
import { judgesIn, rulesVersionsIn, withoutRules } from '../model-name.ts';
import { judgesOf, mayTakeRules } from '../settings/settings.ts';

/**
 * Why a judge may not judge in the shadow: the operator does not offer it, it is a jury, its prompt is a
 * constant, or its rules are not this server's.
 */
export type WhyNot = 'not-offered' | 'jury' | 'no-rules' | 'not-yours';

/** @returns null when a judge may judge in the shadow on a server's questions */
export async function whyNotChallenger(
  db: Db,
  config: JudgePool,
  { guildId, judge }: { guildId: string; judge: string },
): Promise<WhyNot | null> {
  const own = withoutRules(judge);
  // Its members would have to be asked about the pairs that others of them were.
  if (judgesIn(own).rule !== null) return 'jury';
  if (!judgesOf(config).includes(own)) return 'not-offered';
  const [version] = rulesVersionsIn(judge);
  if (version === undefined) return null;
  if (!mayTakeRules(config, own)) return 'no-rules';
  const lists = await judgeRulesOfGuild(db, guildId, own);
  return lists.some((list) => list.version === version) ? null : 'not-yours';
}
