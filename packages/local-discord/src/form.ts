import type { APIAllowedMentions, APIEmbed } from 'discord-api-types/v10';
import { MessageFlags } from 'discord-api-types/v10';
import type { Part } from './components.ts';

/** What a request says of a message; a field that is missing from an edit stays as it is. */
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
  /** The `n` of `files[n]`, or the id of a file that stays. */
  id: string | number;
  filename?: string | null;
  description?: string | null;
}

export const hasFlag = (flags: number | null | undefined, flag: MessageFlags): boolean => ((flags ?? 0) & flag) !== 0;

export const isV2 = (flags: number | null | undefined): boolean => hasFlag(flags, MessageFlags.IsComponentsV2);
