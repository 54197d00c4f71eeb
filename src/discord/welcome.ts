import { type Guild, PermissionFlagsBits, type REST, Routes } from 'discord.js';
import { toRequest } from './send.ts';
import { welcomeView } from './view/setup.ts';
import { wordsFor } from './words/words.ts';

const needed = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages;

/** Greets a server that has let the bot in, in its system channel where that may be written to; elsewhere nobody expects it. @throws where Discord fails */
export async function welcome({ id, systemChannel, members, preferredLocale }: Guild, rest: REST): Promise<void> {
  if (!systemChannel || !members.me || !systemChannel.permissionsFor(members.me).has(needed)) return;
  const { body, files } = toRequest(welcomeView(wordsFor(preferredLocale)));
  // However often Discord tells us.
  await rest.post(Routes.channelMessages(systemChannel.id), {
    body: { ...body, nonce: id, enforce_nonce: true },
    files,
  });
}
