import type { APIApplicationCommand } from 'discord-api-types/v10';
import { commandsFor } from '../../../../commands/index.ts';
import { differenceOf } from '../../../../commands/registered.ts';
import { type Finding, failure, ok, skipped, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';
import { orNull, withDiscord } from '../with-discord.ts';

const name = 'commands';
const register =
  'Restart the bot, which brings them up to date unless REGISTER_COMMANDS is off, or run: npm run deploy-commands';

/** Checks that Discord has our commands as this version defines them. */
export const commands = (patient: Patient): Promise<Finding[]> =>
  withDiscord(patient, name, async ({ get }) => {
    const { id } = (await get('/applications/@me')) as { id: string };
    const all = '?with_localizations=true';
    const everywhere = (await get(`/applications/${id}/commands${all}`)) as APIApplicationCommand[];
    const { guildId } = patient;
    const here = guildId ? await get(`/applications/${id}/guilds/${guildId}/commands${all}`).catch(orNull) : [];
    if (here === null) return [skipped(name, 'the bot is not in that server')];
    const ours = commandsFor(patient.discordConfig ?? { DIRECT_MESSAGES: false, USER_INSTALL: false });
    return compare(ours, everywhere, here as APIApplicationCommand[]);
  });

function compare(
  ours: ReturnType<typeof commandsFor>,
  everywhere: readonly APIApplicationCommand[],
  here: readonly APIApplicationCommand[],
): Finding[] {
  if (everywhere.length + here.length === 0) return [failure(name, 'none is registered: nobody can ask', register)];
  const known = here.length > 0 ? here : everywhere;
  const found: Finding[] = [];
  const { missing, changed, gone } = differenceOf(known, ours, here.length > 0 ? 'guild' : 'everywhere');
  const named = (names: readonly string[]) => names.map((one) => `“${one}”`).join(', ');
  if (missing.length > 0) found.push(failure(name, `not registered: ${named(missing)}`, register));
  if (changed.length > 0)
    found.push(failure(name, `registered as an older version had them: ${named(changed)}`, register));
  if (gone.length > 0) found.push(warning(name, `registered, and no longer there: ${named(gone)}`, register));
  if (here.length > 0 && everywhere.length > 0)
    found.push(
      warning(
        name,
        'registered everywhere and on this server as well: people there see each of them twice',
        'Choose one: run `npm run deploy-commands` without DISCORD_GUILD_ID, or delete the others in the server’s integrations.',
      ),
    );
  if (found.length > 0) return found;
  return [ok(name, `all ${ours.length} are registered ${here.length > 0 ? 'on this server' : 'everywhere'}`)];
}
