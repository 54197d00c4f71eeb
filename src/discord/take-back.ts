import { MessageFlags, type REST, Routes } from 'discord.js';
import { codeOf, discordCodes, originalMessage, toRequest } from './send.ts';
import type { MessageView } from './view/blocks.ts';

/**
 * Takes back the placeholder of an interaction that was acknowledged in public, and shows a view to its person alone instead. While the placeholder is
 * there, Discord fills it with what follows, for everybody to see: where it cannot be taken away, nothing is shown. @throws then
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
