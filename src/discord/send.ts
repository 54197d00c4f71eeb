import { type DiscordAPIError, type RawFile, type REST, Routes } from 'discord.js';
import { MessageFlags, type RESTPatchAPIChannelMessageJSONBody } from 'discord-api-types/v10';
import type { MessageView } from './view/blocks.ts';

/**
 * The body and files of a request that sends a view. An edit removes attachments that the view does not name.
 */
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

/** The error codes of Discord's API that the bot acts upon. */
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

/**
 * Discord's code of an error.
 * @returns undefined when it is another kind of error
 */
export const codeOf = (error: unknown): number | string | undefined => (error as DiscordAPIError | undefined)?.code;

/**
 * Whether an error says that the message or its channel is gone, or that the bot has no access to it any
 * more.
 */
export function isOutOfReach(error: unknown): boolean {
  const { unknownMessage, unknownChannel, missingAccess, missingPermissions } = discordCodes;
  const gone: unknown[] = [unknownMessage, unknownChannel, missingAccess, missingPermissions];
  return gone.includes(codeOf(error));
}

/** The route of an interaction's original response. */
export const originalMessage = (applicationId: string, token: string) =>
  Routes.webhookMessage(applicationId, token, '@original');

/**
 * Edits a message of the bot's own. If its thread is archived, it is reopened first, because nothing in it
 * can be edited otherwise.
 * @throws when Discord refuses it
 */
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
