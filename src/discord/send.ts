import { type DiscordAPIError, type RawFile, Routes } from 'discord.js';
import { MessageFlags, type RESTPatchAPIChannelMessageJSONBody } from 'discord-api-types/v10';
import type { MessageView } from './view/blocks.ts';

/** A view as REST wants it; what an earlier edit attached and this one does not is taken away. */
export function toRequest(view: MessageView): { body: RESTPatchAPIChannelMessageJSONBody; files: RawFile[] } {
  return {
    body: {
      flags: MessageFlags.IsComponentsV2,
      components: view.components,
      attachments: view.files.map(({ name }, id) => ({ id: String(id), filename: name })),
      allowed_mentions: { parse: [] },
    },
    files: view.files.map(({ name, text }) => ({
      name,
      data: Buffer.from(text),
      contentType: 'text/markdown; charset=utf-8',
    })),
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
} as const;

export const codeOf = (error: unknown): number | string | undefined => (error as DiscordAPIError | undefined)?.code;

export const originalMessage = (applicationId: string, token: string) =>
  Routes.webhookMessage(applicationId, token, '@original');
