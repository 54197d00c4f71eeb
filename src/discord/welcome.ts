import { type Guild, PermissionFlagsBits, type REST, Routes } from 'discord.js';
import { toRequest } from './send.ts';
import { welcomeView } from './view/setup.ts';
import { wordsFor } from './words/words.ts';

const needed = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages;

/**
 * Greets a server that has just added the bot, in its system channel if the bot may write there. Nobody
 * expects a greeting elsewhere.
 * @throws when Discord fails
 */
export async function welcome({ id, systemChannel, members, preferredLocale }: Guild, rest: REST): Promise<void> {
  if (!systemChannel || !members.me || !systemChannel.permissionsFor(members.me).has(needed)) return;
  const { body, files } = toRequest(welcomeView(wordsFor(preferredLocale)));
  // The nonce makes it idempotent: Discord may announce a server several times.
  await rest.post(Routes.channelMessages(systemChannel.id), {
    body: { ...body, nonce: id, enforce_nonce: true },
    files,
  });
}
