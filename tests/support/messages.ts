import { type APIButtonComponentWithCustomId, type APIMessage, ComponentType } from 'discord-api-types/v10';

export interface Part {
  type: number;
  custom_id?: string;
  content?: string;
  components?: Part[];
  file?: { url: string };
  items?: { media: { url: string }; description?: string }[];
}

const flatten = (parts: readonly Part[]): Part[] => parts.flatMap((part) => [part, ...flatten(part.components ?? [])]);
export const partsOf = (message: APIMessage) => flatten((message.components ?? []) as Part[]);

/** The text of a message, in reading order. */
export const textOf = (message: APIMessage): string =>
  [message.content, ...partsOf(message).map(({ content }) => content ?? '')].filter(Boolean).join('\n');

export const buttonsOf = (message: APIMessage): APIButtonComponentWithCustomId[] =>
  partsOf(message).filter(({ type }) => type === ComponentType.Button) as APIButtonComponentWithCustomId[];

/** Names of a message's files. With Components V2 they are in its components, not in its attachments. */
export const filesOf = (message: APIMessage): string[] =>
  partsOf(message).flatMap(({ file }) => (file ? [new URL(file.url).pathname.split('/').at(-1) ?? ''] : []));

/** The buttons of a message without **Report**, which every answer has. */
export const choicesOf = (message: APIMessage): APIButtonComponentWithCustomId[] =>
  buttonsOf(message).filter(({ label }) => label !== 'Report');
