import { invitationLink } from '../../discord/bot-rights.ts';
import type { Place } from '../init.ts';
import { replaceSecretly, type Values, withValues } from './env-file.ts';
import { accountOf, nextSteps, register, serversOf } from './finish.ts';
import { unattended } from './unattended.ts';

/** `init --yes`: asks nothing, and tries the token before it writes anything. */
export async function quietly(
  { path, text, before }: Place,
  given: Values,
  { overwrite, wait }: { overwrite: boolean; wait: number },
): Promise<void> {
  const values = unattended(before, given, overwrite);
  const account = await accountOf(values);
  const backup = await replaceSecretly(path, withValues(text, values), new Date());
  console.log(`${path} is written; only you can read it${backup ? `. The old one is ${backup}` : ''}.`);
  console.log(`“${account.application.name}” has ${await register(values)} commands.`);
  let servers = await serversOf(account);
  if (servers.length === 0) {
    console.log(`It is on no server yet. Invite it: ${invitationLink(account.application.id)}`);
    servers = await serversOf(account, wait * 1000);
  }
  console.log(nextSteps(servers).join('\n'));
}
