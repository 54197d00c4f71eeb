import { type Guild, PermissionFlagsBits, type REST } from 'discord.js';
import type { Log } from '../ops/log.ts';
import { deliver } from './deliver.ts';
import { posting } from './send.ts';
import { welcomeView } from './view/setup.ts';
import { wordsFor } from './words/words.ts';

const needed = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages;

/**
 * Greets a server that has just added the bot, in its system channel if the bot may write there. Nobody
 * expects a greeting elsewhere.
 * @throws when Discord fails
 */
export async function welcome(
  { id, systemChannel, members, preferredLocale }: Guild,
  rest: REST,
  log: Log,
): Promise<void> {
  if (!systemChannel || !members.me || !systemChannel.permissionsFor(members.me).has(needed)) return;
  // The nonce makes it idempotent: Discord may announce a server several times.
  const route = posting(rest, { channelId: systemChannel.id, nonce: id });
  await deliver(route, welcomeView(wordsFor(preferredLocale)), { note: '', log, about: { guildId: id } });
}
