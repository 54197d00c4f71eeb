import { askingPlaces } from '../../../../db/repo/health.ts';
import { invitationLink, readBotPlace } from '../../../discord/bot-rights.ts';
import { type Finding, failure, ok, skipped, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';
import { orNull, withDiscord } from '../with-discord.ts';

/** The most servers to look at: each takes three requests. */
const MOST_SERVERS = 20;

/** Checks the bot's permissions in the channels that each server's settings name, or else in all of them. */
export const permissions = (patient: Patient): Promise<Finding[]> =>
  withDiscord(patient, 'permissions', async ({ get }) => {
    const { guildId } = patient;
    const { id } = (await get('/applications/@me')) as { id: string };
    const guilds = guildId ? [{ id: guildId }] : ((await get('/users/@me/guilds')) as { id: string }[]);
    if (guilds.length === 0)
      return [warning('permissions', 'the bot is in no server yet', `Invite it: ${invitationLink(id)}`)];
    const places = await placesOf(patient);
    const found: Finding[] = [];
    for (const guild of guilds.slice(0, MOST_SERVERS)) found.push(...(await look(get, guild.id, id, places)));
    if (guilds.length > MOST_SERVERS)
      found.push(skipped('permissions', `${guilds.length - MOST_SERVERS} more servers: look at one with --guild ID`));
    return found;
  });

type Places = Awaited<ReturnType<typeof askingPlaces>>;

/** The channels that servers have chosen. Empty if the database is away, which another check reports. */
async function placesOf(patient: Patient): Promise<Places> {
  const database = await patient.database().catch(() => null);
  if (database === null || database === 'none yet') return [];
  return askingPlaces(database.db).catch(() => []);
}

async function look(
  get: (path: `/${string}`) => Promise<unknown>,
  guildId: string,
  botId: string,
  places: Places,
): Promise<Finding[]> {
  const place = await readBotPlace(get, guildId, botId).catch(orNull);
  if (!place)
    return [
      failure(
        `permissions on ${guildId}`,
        'the bot is not in this server',
        `Invite it: ${invitationLink(botId, guildId)}`,
      ),
    ];
  const name = `permissions on “${place.name}”`;
  const set = places.find((one) => one.guildId === guildId);
  const chosen = [...(set?.channels ?? []), ...(set?.logChannelId ? [set.logChannelId] : [])];
  const gone = chosen.filter((id) => !place.channels.some((channel) => channel.id === id));
  const looked = set?.channels ? place.channels.filter(({ id }) => chosen.includes(id)) : place.channels;
  const log = place.channels.find(({ id }) => id === set?.logChannelId);
  const all = log && !looked.includes(log) ? [...looked, log] : looked;
  const lacking = all.filter(({ missing }) => missing.length > 0);
  const found = lacking.map((channel) => {
    const what = `#${channel.name}: ${channel.missing.join(', ')} ${channel.missing.length === 1 ? 'is' : 'are'} missing`;
    const remedy = `In Discord: Edit Channel → Permissions of #${channel.name} → add the bot’s role → allow ${channel.missing.join(', ')}.`;
    return chosen.includes(channel.id) || lacking.length === all.length
      ? failure(name, what, remedy)
      : warning(name, what, `${remedy} Or leave it out of the channels in /settings.`);
  });
  if (gone.length > 0)
    found.push(
      warning(
        name,
        `/settings names ${gone.length} channels that no longer exist, or that the bot cannot see`,
        'Choose them anew in /settings.',
      ),
    );
  return found.length > 0
    ? found
    : [ok(name, `all that is needed, in ${all.length === 1 ? 'the one channel' : `${all.length} channels`}`)];
}
