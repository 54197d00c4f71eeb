import type { APIAllowedMentions, APIEmbed } from 'discord-api-types/v10';
import { MessageFlags } from 'discord-api-types/v10';
import type { Part } from './components.ts';

/** The body of a request that creates or edits a message. An edit keeps every field that is missing. */
export interface MessageForm {
  content?: string | null;
  embeds?: APIEmbed[] | null;
  components?: Part[] | null;
  flags?: number | null;
  poll?: unknown;
  sticker_ids?: unknown[] | null;
  attachments?: AttachmentForm[] | null;
  allowed_mentions?: APIAllowedMentions | null;
  message_reference?: { message_id?: string; channel_id?: string; fail_if_not_exists?: boolean } | null;
  nonce?: string | number | null;
  enforce_nonce?: boolean | null;
}

export interface AttachmentForm {
  /** The `n` of an uploaded `files[n]`, or the id of a file to keep. */
  id: string | number;
  filename?: string | null;
  description?: string | null;
}

export const hasFlag = (flags: number | null | undefined, flag: MessageFlags): boolean => ((flags ?? 0) & flag) !== 0;

export const isV2 = (flags: number | null | undefined): boolean => hasFlag(flags, MessageFlags.IsComponentsV2);
