import * as clack from '@clack/prompts';
import { invitationLink } from '../../discord/bot-rights.ts';
import { candidates } from '../doctor/checks/candidates.ts';
import { judges } from '../doctor/checks/judges.ts';
import { openPatient } from '../doctor/patient.ts';
import { printed } from '../doctor/print.ts';
import { type Account, openAccount } from './account.ts';
import { answered, askSecret } from './ask.ts';
import { askDatabase } from './database.ts';
import type { Values } from './env-file.ts';
import { askModels } from './models.ts';
import { missingKeys } from './secrets.ts';

/**
 * Asks for the settings that are needed, and tries each as it is typed. It changes nothing.
 * @throws {Cancelled} when the person cancels
 */
export async function interview(before: Values): Promise<Values> {
  clack.intro('Tribunal: set-up. Ctrl-C cancels it; nothing is written before the end.');
  clack.note(
    [
      '1. Open https://discord.com/developers/applications → New Application.',
      '2. Page "Bot" → Reset Token → copy it.',
      '   Leave the three privileged intents switched off: none is needed.',
    ].join('\n'),
    'A bot on Discord',
  );
  const { secret: token, opened: account } = await askSecret<Account>('The bot’s token', before.DISCORD_TOKEN, (text) =>
    openAccount(text, before.DISCORD_API_URL),
  );
  const { application } = account;
  clack.log.success(`That is “${application.name}”.`);
  // On a line of its own, because a frame around it would be copied too.
  clack.log.info(`Invite it to your server (you need Manage Server there):
${invitationLink(application.id)}`);
  const place = await askPlace(account, before.DISCORD_GUILD_ID);

  let models = await askModels(before);
  while (!(await tried({ ...before, ...models, DISCORD_TOKEN: token })))
    models = await askModels({ ...before, ...models });

  const values = { ...before, DISCORD_TOKEN: token, ...place, ...models, ...(await askDatabase(before)) };
  return { ...values, ...missingKeys(values) };
}

/** Asks whether to register the commands on one server, where they appear at once, or on all. */
async function askPlace(account: Account, before: string | undefined): Promise<Values> {
  const guilds = await account.guilds();
  if (guilds.length === 0) return {};
  const chosen = answered(
    await clack.select<string>({
      message: 'Where should its commands be?',
      options: [
        { value: '', label: 'On every server that it joins' },
        ...guilds
          .slice(0, 25)
          .map(({ id, name }) => ({ value: id, label: `Only on “${name}”`, hint: 'to try it out' })),
      ],
      initialValue: before ?? '',
      maxItems: 10,
    }),
  );
  return { DISCORD_GUILD_ID: chosen };
}

/**
 * Calls each model once, if the person wants that.
 * @returns false when other models are to be chosen
 */
async function tried(values: Values): Promise<boolean> {
  const yes = answered(
    await clack.confirm({ message: 'Ask each model once, to see that it works? It costs a fraction of a cent.' }),
  );
  if (!yes) return true;
  const patient = openPatient({ ...values, ...missingKeys(values) });
  const spinner = clack.spinner();
  spinner.start('Asking');
  const findings = (await Promise.all([candidates(patient), judges(patient)])).flat();
  const failed = findings.filter(({ state }) => state === 'failure').length;
  spinner.stop(failed > 0 ? `${failed} of ${findings.length} did not work` : 'All of them work');
  for (const finding of findings) clack.log.message(printed(finding));
  if (failed === 0) return true;
  return answered(
    await clack.confirm({
      message: 'Go on with these anyway?',
      active: 'Go on',
      inactive: 'Choose others',
      initialValue: false,
    }),
  );
}
