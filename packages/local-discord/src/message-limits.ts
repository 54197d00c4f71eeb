import { ComponentType } from 'discord-api-types/v10';
import { flatten, type Part } from './components.ts';
import { type Problem, problem } from './errors.ts';
import type { MessageForm } from './form.ts';

/**
 * Discord's limits for a message that its schemas lack.
 * Where schema and documentation differ, the documentation wins:
 * https://discord.com/developers/docs/resources/message and
 * https://discord.com/developers/docs/components/reference.
 * The 4,000 characters over all text displays are undocumented: Discord's API reports them in its errors.
 */
const limits = {
  content: 2000,
  embedCharacters: 6000,
  actionRows: 5,
  components: 40,
  textCharacters: 4000,
  files: 10,
  fileBytes: 10 * 1024 * 1024,
  requestBytes: 25 * 1024 * 1024,
} as const;

const linkStyle = 5;
const premiumStyle = 6;
const v2Only: readonly number[] = [
  ComponentType.Section,
  ComponentType.TextDisplay,
  ComponentType.MediaGallery,
  ComponentType.File,
  ComponentType.Separator,
  ComponentType.Container,
];
export const selectTypes: readonly number[] = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
];

/** Validates a whole message: a new one, or an old one as an edit would leave it. */
export function messageProblems(form: MessageForm, v2: boolean, fileCount: number): Problem[] {
  const parts = flatten(form.components ?? []);
  return [
    ...tooLong(form, parts, v2),
    ...(v2 ? notWithV2(form) : needsV2(parts)),
    ...repeated(parts),
    ...parts.flatMap(componentProblems),
    ...mentionProblems(form),
    ...(fileCount > limits.files ? [problem('attachments', `Must be ${limits.files} or fewer in length.`)] : []),
    ...(form.poll ? [problem('poll', 'This Discord holds no polls.')] : []),
  ];
}

/** Whether one file, or all files of a request together, are larger than Discord allows. */
export function isTooLarge(files: Iterable<{ bytes: Uint8Array }>): boolean {
  const sizes = [...files].map(({ bytes }) => bytes.byteLength);
  return sizes.some((size) => size > limits.fileBytes) || sizes.reduce((a, b) => a + b, 0) > limits.requestBytes;
}

function tooLong(form: MessageForm, parts: readonly Part[], v2: boolean): Problem[] {
  const say = (path: string, actual: number, most: number, unit: string) =>
    actual > most ? [problem(path, `${unit} ${most} or fewer, not ${actual}.`, 'BASE_TYPE_MAX_LENGTH')] : [];
  const texts = parts.filter(({ type }) => type === ComponentType.TextDisplay);
  const characters = texts.reduce((sum, { content }) => sum + (content?.length ?? 0), 0);
  return [
    ...say('content', form.content?.length ?? 0, limits.content, 'Characters:'),
    ...say('embeds', embedCharacters(form), limits.embedCharacters, 'Characters of all embeds:'),
    ...say('components', parts.length, limits.components, 'Components, nested ones included:'),
    ...say('components', characters, limits.textCharacters, 'Characters of all text displays:'),
    ...(v2 ? [] : say('components', form.components?.length ?? 0, limits.actionRows, 'Action rows:')),
  ];
}

function embedCharacters({ embeds }: MessageForm): number {
  const texts = (embeds ?? []).flatMap(({ title, description, footer, author, fields = [] }) => [
    title,
    description,
    footer?.text,
    author?.name,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ]);
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}

function notWithV2({ content, embeds, poll, sticker_ids }: MessageForm): Problem[] {
  const given = { content: Boolean(content), embeds: embeds?.length, poll, sticker_ids: sticker_ids?.length };
  return Object.entries(given).flatMap(([field, value]) =>
    value
      ? [
          problem(
            field,
            `The field cannot be used with the flag IS_COMPONENTS_V2.`,
            'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
          ),
        ]
      : [],
  );
}

const needsV2 = (parts: readonly Part[]): Problem[] =>
  parts.some(({ type }) => v2Only.includes(type))
    ? [problem('components', 'A component of this type needs the flag IS_COMPONENTS_V2.', 'UNION_TYPE_CHOICES')]
    : [];

/** Finds a custom_id or a component id that is used twice. Messages and modals share this rule. */
export function repeated(parts: readonly Part[]): Problem[] {
  const again = <T>(values: readonly (T | null | undefined)[]) =>
    values.some((value, index) => value && values.indexOf(value) !== index);
  return [
    ...(again(parts.map(({ custom_id }) => custom_id))
      ? [problem('components', 'A custom_id is used twice.', 'COMPONENT_CUSTOM_ID_DUPLICATED')]
      : []),
    ...(again(parts.map(({ id }) => id))
      ? [problem('components', 'A component id is used twice.', 'COMPONENT_ID_DUPLICATED')]
      : []),
  ];
}

function componentProblems(part: Part): Problem[] {
  const say = (wrong: boolean, message: string) => (wrong ? [problem('components', message)] : []);
  const { type, components = [], file, media, items = [] } = part;
  const isElsewhere = (url = '') => !/^(?:https?|attachment):\/\//.test(url);
  switch (type) {
    case ComponentType.Button:
      return buttonProblems(part);
    case ComponentType.ActionRow: {
      const hasMenu = components.some((child) => selectTypes.includes(child.type));
      return say(hasMenu && components.length > 1, 'An action row holds up to five buttons, or one select menu.');
    }
    case ComponentType.File:
      return say(!file?.url.startsWith('attachment://'), 'A file must be an attachment:// reference.');
    case ComponentType.Thumbnail:
      return say(isElsewhere(media?.url), 'A picture is at http, https or attachment.');
    case ComponentType.MediaGallery:
      return say(
        items.some((item) => isElsewhere(item.media?.url)),
        'A picture is at http, https or attachment.',
      );
    default:
      return selectTypes.includes(type) ? selectProblems(part) : [];
  }
}

function buttonProblems({ style, custom_id, url, sku_id, label, emoji }: Part): Problem[] {
  const say = (wrong: boolean, message: string) => (wrong ? [problem('components', message)] : []);
  if (style === premiumStyle) return say(!sku_id, 'A premium button needs a sku_id.');
  return [
    ...say(!label && !emoji, 'A button needs a label or an emoji.'),
    ...(style === linkStyle
      ? say(
          !/^(?:https?|discord):\/\//.test(url ?? '') || Boolean(custom_id),
          'A link button needs a url, and no custom_id.',
        )
      : say(!custom_id || Boolean(url), 'A button needs a custom_id, and no url.')),
  ];
}

export function selectProblems({ type, min_values, max_values, options = [] }: Part): Problem[] {
  const say = (wrong: boolean, message: string) => (wrong ? [problem('components', message)] : []);
  const most = max_values ?? 1;
  const least = min_values ?? 1;
  const values = options.map(({ value }) => value);
  return [
    ...say(least > most, 'min_values is greater than max_values.'),
    ...say(new Set(values).size !== values.length, 'An option’s value is used twice.'),
    ...say(options.filter((option) => option.default).length > most, 'More options are chosen than may be.'),
    ...say(
      type === ComponentType.StringSelect && (most > options.length || least > options.length),
      'More options are to be chosen than there are.',
    ),
  ];
}

function mentionProblems({ allowed_mentions: allowed }: MessageForm): Problem[] {
  return (['users', 'roles'] as const).flatMap((kind) =>
    allowed?.parse?.includes(kind as never) && (allowed[kind]?.length ?? 0) > 0
      ? [
          problem(
            'allowed_mentions',
            `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
            'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
          ),
        ]
      : [],
  );
}
