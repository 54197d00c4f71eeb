import type { APIAttachment, APIEmbed, APIMessage } from 'discord-api-types/v10';
import { ComponentType, EmbedType, MessageReferenceType } from 'discord-api-types/v10';
import { saysPicture } from '../asks/pictures/fetch-picture.ts';
import type { OfferedFile } from '../asks/question-file.ts';
import { isBlank } from '../invisible.ts';

/** What a message says, in whatever part of it. */
export interface ReadMessage {
  /** Its own text, and that of forwards, embeds, polls and components. '' when there is none. */
  text: string;
  /** Files that may be text. Nothing is fetched yet. */
  files: OfferedFile[];
  /** Files that may be pictures of a kind that models take. Nothing is fetched yet. */
  pictures: OfferedFile[];
  /** The names of what cannot be read: sounds, stickers, other files. */
  unread: string[];
  /** Whether its text was written somewhere else, by nobody knows whom. */
  forwarded: boolean;
}

type Read = Pick<APIMessage, 'content' | 'attachments' | 'embeds'> &
  Partial<
    Pick<APIMessage, 'sticker_items' | 'poll' | 'components' | 'message_snapshots' | 'message_reference' | 'flags'>
  >;

/** Reads every part of a message, as Discord sent it, that can hold words. */
export function readMessage(message: Read): ReadMessage {
  const forwards = (message.message_snapshots ?? []).map(({ message: forward }) => readMessage(forward as Read));
  const attachments = message.attachments ?? [];
  const pictures = attachments.map(offered).filter(saysPicture);
  const isPicture = ({ url }: APIAttachment) => pictures.some((picture) => picture.url === url);
  const texts = [
    message.content ?? '',
    pollText(message.poll),
    ...(message.embeds ?? []).filter((embed) => isOwn(embed, message.content)).map(embedText),
    ...textsIn(message.components ?? []),
    ...forwards.map(({ text }) => text),
  ];
  return {
    text: texts
      .map((text) => text.trim())
      .filter((text) => !isBlank(text))
      .join('\n\n'),
    files: [...attachments.filter(mayBeText).map(offered), ...forwards.flatMap(({ files }) => files)],
    pictures: [...pictures, ...forwards.flatMap((forward) => forward.pictures)],
    unread: [
      ...attachments.filter((file) => !mayBeText(file) && !isPicture(file)).map(({ filename }) => filename),
      ...(message.sticker_items ?? []).map(({ name }) => name),
      ...picturesIn(message.embeds ?? [], message.content),
      ...forwards.flatMap(({ unread }) => unread),
    ],
    forwarded: message.message_reference?.type === MessageReferenceType.Forward || forwards.length > 0,
  };
}

/**
 * Previews of links are not what the writer said. Where nothing else is there, they are all that there is.
 */
const isOwn = ({ type }: APIEmbed, content: string): boolean =>
  type === undefined || type === EmbedType.Rich || isBlank(content ?? '');

const embedText = ({ author, title, description, fields = [], footer }: APIEmbed): string =>
  [author?.name, title, description, ...fields.map(({ name, value }) => `${name}: ${value}`), footer?.text]
    .filter(Boolean)
    .join('\n');

const picturesIn = (embeds: readonly APIEmbed[], content: string): string[] =>
  embeds
    .filter((embed) => isOwn(embed, content) && embed.image)
    .map(({ image }) => image?.url.split(/[?#]/)[0]?.split('/').at(-1) ?? '')
    .filter(Boolean);

function pollText(poll: APIMessage['poll']): string {
  if (!poll) return '';
  const answers = poll.answers.map(({ poll_media: { text, emoji } }) =>
    [emoji?.id ? `:${emoji.name}:` : emoji?.name, text].filter(Boolean).join(' '),
  );
  return [poll.question.text ?? '', ...answers.map((answer) => `- ${answer}`)].join('\n');
}

/** The texts of Components V2, in the order in which they are shown. */
function textsIn(parts: readonly object[]): string[] {
  return parts.flatMap((part) => {
    const { type, content, components = [] } = part as { type: number; content?: string; components?: object[] };
    return type === ComponentType.TextDisplay ? [content ?? ''] : textsIn(components);
  });
}

const TEXT_TYPES = /^(?:text\/|application\/(?:json|xml|x-[\w-]*(?:yaml|sh|tex|python)|javascript|sql|toml|yaml))/i;
const OTHER_TYPES = /^(?:image|audio|video|font|model)\/|^application\/(?:pdf|zip|gzip|octet-stream|vnd|msword|x-)/i;
const TEXT_NAMES =
  /\.(?:txt|md|csv|tsv|log|json|jsonl|ya?ml|toml|xml|ini|cfg|conf|env|tex|rst|srt|patch|diff|sql|html?|css|[cm]?[jt]sx?|py|rb|rs|go|java|kt|cs?|cpp|h|hpp|php|sh|ps1|lua|swift|r)$/i;

/** Whether a file may be text, by its type or its name. Whoever reads it finds out. */
const mayBeText = ({ content_type: type, filename }: APIAttachment): boolean =>
  TEXT_TYPES.test(type ?? '') ||
  TEXT_NAMES.test(filename) ||
  !(OTHER_TYPES.test(type ?? '') || /\.\w{2,5}$/.test(filename));

const offered = ({ filename, url, size, content_type }: APIAttachment): OfferedFile => ({
  name: filename,
  url,
  size,
  contentType: content_type ?? null,
});
