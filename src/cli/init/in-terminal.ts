import * as clack from '@clack/prompts';
import { invitationLink } from '../../discord/bot-rights.ts';
import type { Place } from '../init.ts';
import type { Account } from './account.ts';
import { answered, Cancelled } from './ask.ts';
import { replaceSecretly, type Values, withValues } from './env-file.ts';
import { accountOf, nextSteps, register, type Servers, serversOf } from './finish.ts';
import { interview } from './interview.ts';

const WAIT_MS = 600_000;

/**
 * `init` in a terminal: asks one question after the other. Whoever cancels before the end has changed
 * nothing.
 * @returns false when somebody cancelled it
 */
export async function inTerminal({ path, text, before }: Place, given: Values): Promise<boolean> {
  try {
    const values = await interview({ ...before, ...given });
    const isThere = Object.keys(before).length > 0;
    const write = await clack.confirm({
      message: isThere ? `Change ${path}? The old one is kept beside it.` : `Write ${path}?`,
    });
    if (!answered(write)) throw new Cancelled();
    const backup = await replaceSecretly(path, withValues(text, values), new Date());
    clack.log.success(`${path} is written; only you can read it${backup ? `. The old one is ${backup}` : ''}.`);
    await afterwards(values);
    return true;
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    clack.cancel('Cancelled. Nothing was changed.');
    process.exitCode = 130;
    return false;
  }
}

async function afterwards(values: Values): Promise<void> {
  const account = await accountOf(values);
  clack.log.success(`${await register(values)} commands are registered.`);
  clack.note(nextSteps(await waited(account)).join('\n'), 'What to do next');
  clack.outro(
    'Keep a copy of PSEUDONYM_KEY and DATA_ENCRYPTION_KEY somewhere safe, apart from the database’s backups.',
  );
}

async function waited(account: Account): Promise<Servers> {
  const servers = await serversOf(account);
  if (servers.length > 0) return servers;
  clack.log.warn(
    `The bot is on no server yet. Open this link and choose yours:\n${invitationLink(account.application.id)}`,
  );
  // Everything is written by now, so nothing is lost by not waiting.
  if ((await clack.confirm({ message: 'Wait until it is there?' })) !== true) return servers;
  const spinner = clack.spinner();
  spinner.start('Waiting for up to ten minutes');
  const found = await serversOf(account, WAIT_MS);
  spinner.stop(found[0] ? `It is on “${found[0].name}”.` : 'It is not there yet; the link stays valid.');
  return found;
}
