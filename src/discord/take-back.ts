import { MessageFlags, type REST, Routes } from 'discord.js';
import { codeOf, discordCodes, originalMessage, toRequest } from './send.ts';
import type { MessageView } from './view/blocks.ts';

/**
 * Deletes the placeholder of a public acknowledgement, and shows a view to the person alone, as an ephemeral
 * message. If the placeholder cannot be deleted, nothing is shown: Discord would put the view in its place,
 * for everybody.
 * @throws when Discord fails
 */
export async function takeBack(
  webhookRest: REST,
  { applicationId, token }: { applicationId: string; token: string },
  view: MessageView,
): Promise<void> {
  try {
    await webhookRest.delete(originalMessage(applicationId, token), { auth: false });
  } catch (error) {
    if (codeOf(error) !== discordCodes.unknownMessage) throw error;
  }
  const { body, files } = toRequest(view);
  const flags = MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral;
  await webhookRest.post(Routes.webhook(applicationId, token), { body: { ...body, flags }, files, auth: false });
}
