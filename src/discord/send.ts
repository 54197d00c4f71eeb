import { type DiscordAPIError, type RawFile, type REST, Routes } from 'discord.js';
import { MessageFlags, type RESTPatchAPIChannelMessageJSONBody } from 'discord-api-types/v10';
import type { MessageView } from './view/blocks.ts';

/** A view as REST wants it; what an earlier edit attached and this one does not is taken away. */
export function toRequest(view: MessageView): { body: RESTPatchAPIChannelMessageJSONBody; files: RawFile[] } {
  const texts = view.files.map(({ name, text }) => ({
    name,
    data: Buffer.from(text),
    contentType: 'text/markdown; charset=utf-8',
  }));
  const pictures = (view.pictures ?? []).map(({ name, png, alt }) => ({
    name,
    data: Buffer.from(png),
    contentType: 'image/png',
    description: alt,
  }));
  const attached: readonly (RawFile & { description?: string })[] = [...texts, ...pictures];
  return {
    body: {
      flags: MessageFlags.IsComponentsV2,
      components: view.components,
      attachments: attached.map(({ name, description }, id) => ({
        id: String(id),
        filename: name,
        ...(description ? { description } : {}),
      })),
      allowed_mentions: { parse: [] },
    },
    files: [...texts, ...pictures.map(({ description: _, ...file }) => file)],
  };
}

/** Discord's error codes that we act upon. */
export const discordCodes = {
  unknownChannel: 10003,
  unknownGuild: 10004,
  unknownMessage: 10008,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  alreadyAcknowledged: 40060,
  missingAccess: 50001,
  missingPermissions: 50013,
  invalidWebhookToken: 50027,
  archivedThread: 50083,
} as const;

export const codeOf = (error: unknown): number | string | undefined => (error as DiscordAPIError | undefined)?.code;

/** Somebody deleted the message or the channel, or shut us out: there is nothing left that we could edit. */
export function isOutOfReach(error: unknown): boolean {
  const { unknownMessage, unknownChannel, missingAccess, missingPermissions } = discordCodes;
  const gone: unknown[] = [unknownMessage, unknownChannel, missingAccess, missingPermissions];
  return gone.includes(codeOf(error));
}

export const originalMessage = (applicationId: string, token: string) =>
  Routes.webhookMessage(applicationId, token, '@original');

/** Edits a message of the bot's own. A thread that has been put away is opened for that: nothing in it can be changed otherwise. @throws where Discord does not take it */
export async function editMessage(
  rest: REST,
  { channelId, messageId }: { channelId: string; messageId: string },
  request: ReturnType<typeof toRequest>,
): Promise<void> {
  const edit = () => rest.patch(Routes.channelMessage(channelId, messageId), request);
  try {
    await edit();
  } catch (error) {
    if (codeOf(error) !== discordCodes.archivedThread) throw error;
    await rest.patch(Routes.channel(channelId), { body: { archived: false } });
    await edit();
  }
}
