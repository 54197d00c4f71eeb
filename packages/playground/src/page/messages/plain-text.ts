import type { APIMessage } from 'discord-api-types/v10';

interface Part {
  content?: string;
  components?: Part[];
}

const texts = (parts: readonly Part[]): string[] =>
  parts.flatMap(({ content, components }) => [...(content ? [content] : []), ...texts(components ?? [])]);

/** The text of a message, in reading order. */
export const plainText = (message: APIMessage): string =>
  [...(message.content ? [message.content] : []), ...texts((message.components ?? []) as Part[])].join('\n');
