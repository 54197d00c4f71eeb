import type { RESTGetAPIGatewayBotResult } from 'discord-api-types/v10';
import { type Finding, failure, ok, skipped, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';
import { withDiscord } from '../with-discord.ts';

/** With fewer starts left, a bot that restarts again and again will soon be locked out for a day. */
const FEW_STARTS = 50;

/** Checks how many gateway sessions the bot may still start today. */
export async function gateway(patient: Patient): Promise<Finding[]> {
  const { config } = patient;
  const name = 'gateway';
  if (config && (config.INTERACTIONS_PORT !== null || config.ROLE === 'worker'))
    return [skipped(name, 'this process does not use it')];
  return withDiscord(patient, name, async ({ get }) => {
    const { shards, session_start_limit: starts } = (await get('/gateway/bot')) as RESTGetAPIGatewayBotResult;
    const said = `Discord advises ${shards === 1 ? 'one shard' : `${shards} shards`}; ${starts.remaining} of ${starts.total} starts are left today`;
    if (starts.remaining >= Math.min(FEW_STARTS, starts.total / 2)) return [ok(name, said)];
    const hours = Math.ceil(starts.reset_after / 3_600_000);
    const remedy = `Find out why the bot is restarted so often before you start it again. There are new starts in ${hours} h.`;
    return [starts.remaining === 0 ? failure(name, said, remedy) : warning(name, said, remedy)];
  });
}
