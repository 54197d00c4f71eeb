import { type RawFile, type REST, Routes } from 'discord.js';
import { MessageFlags, type RESTPatchAPIChannelMessageJSONBody } from 'discord-api-types/v10';
import type { Route } from './deliver.ts';
import type { MessageView, Picture } from './view/blocks.ts';

/**
 * The body and files of a request that sends a view. An edit removes attachments that the view does not name,
 * and keeps pictures that the message has already.
 */
export function toRequest(view: MessageView): { body: RESTPatchAPIChannelMessageJSONBody; files: RawFile[] } {
  const texts = view.files.map(({ name, text }) => ({
    name,
    data: Buffer.from(text),
    contentType: 'text/markdown; charset=utf-8',
  }));
  const held = (view.pictures ?? []).flatMap(({ held: id, name }) =>
    id === undefined ? [] : [{ id, filename: name }],
  );
  const pictures = (view.pictures ?? []).filter(isUploaded).map(({ name, bytes, type = 'image/png', alt }) => ({
    name,
    data: Buffer.from(bytes),
    contentType: type,
    description: alt,
  }));
  const attached: readonly (RawFile & { description?: string })[] = [...texts, ...pictures];
  return {
    body: {
      flags: MessageFlags.IsComponentsV2,
      components: view.components,
      attachments: [
        ...held,
        ...attached.map(({ name, description }, id) => ({
          id: String(id),
          filename: name,
          ...(description ? { description } : {}),
        })),
      ],
      allowed_mentions: { parse: [] },
    },
    files: [...texts, ...pictures.map(({ description: _, ...file }) => file)],
  };
}

/** Whether a picture goes out with the request. */
export const isUploaded = ({ held }: Picture): boolean => held === undefined;

/** The route of an interaction's original response. */
export const originalMessage = (applicationId: string, token: string) =>
  Routes.webhookMessage(applicationId, token, '@original');

/** An edit of a message of the bot's own. In an archived thread nothing can be edited, so it is reopened. */
export const editing = (rest: REST, { channelId, messageId }: { channelId: string; messageId: string }): Route => ({
  by: 'bot',
  send: (request) => rest.patch(Routes.channelMessage(channelId, messageId), request),
  reopen: () => rest.patch(Routes.channel(channelId), { body: { archived: false } }),
});

/**
 * A message of the bot's own. Idempotent: after a crash, Discord knows the nonce and does not post it again.
 * `replyTo` is the message that it answers.
 */
export const posting = (
  rest: REST,
  { channelId, nonce, replyTo }: { channelId: string; nonce: string; replyTo?: string | undefined },
): Route => ({
  by: 'bot',
  isReply: replyTo !== undefined,
  send: ({ body, files }, isReply) => {
    const reference = isReply ? { message_reference: { message_id: replyTo, fail_if_not_exists: false } } : {};
    const sent = { ...body, ...reference, nonce, enforce_nonce: true };
    return rest.post(Routes.channelMessages(channelId), { body: sent, files });
  },
  reopen: () => rest.patch(Routes.channel(channelId), { body: { archived: false } }),
});
