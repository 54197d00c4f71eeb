import { ComponentType, MessageFlags } from 'discord-api-types/v10';

interface Part {
  type?: number;
  content?: string;
  custom_id?: string;
  disabled?: boolean;
  components?: Part[];
  component?: Part;
  accessory?: Part;
  file?: { url?: string };
}

export interface MessageForm {
  content?: string | null;
  embeds?:
    | {
        title?: string;
        description?: string;
        fields?: { name: string; value: string }[];
        footer?: { text: string };
        author?: { name: string };
      }[]
    | null;
  components?: Part[] | null;
  flags?: number | null;
  poll?: unknown;
  sticker_ids?: unknown[];
  attachments?: { id?: string | number; filename?: string; description?: string }[] | null;
  allowed_mentions?: { parse?: string[]; users?: string[] } | null;
  nonce?: string | number;
  enforce_nonce?: boolean;
}

export const flatten = (parts: readonly Part[]): Part[] =>
  parts.flatMap((part) => [
    part,
    ...flatten(part.components ?? []),
    ...flatten(part.accessory ? [part.accessory] : []),
    ...flatten(part.component ? [part.component] : []),
  ]);

export const isV2 = (flags: number | null | undefined): boolean => ((flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;

/** What Discord's schemas do not know: totals over a message, and what a Components V2 message may not hold. */
export function totalProblems(
  form: MessageForm,
  v2: boolean,
  files: readonly { name: string; size: number }[],
): string[] {
  const problems: string[] = [];
  const say = (wrong: boolean, problem: string) => wrong && problems.push(problem);
  const parts = flatten(form.components ?? []);
  const texts = parts.filter(({ type }) => type === ComponentType.TextDisplay);
  const ids = parts.map(({ custom_id }) => custom_id).filter((id) => id !== undefined);
  say((form.content?.length ?? 0) > 2000, 'content: must be 2000 or fewer in length');
  say(embedLength(form) > 6000, 'embeds: 6000 characters in all');
  say(parts.length > 40, 'components: 40 in all, nested ones included');
  say(
    texts.reduce((sum, { content }) => sum + (content?.length ?? 0), 0) > 4000,
    'components: 4000 characters of text displays in all',
  );
  say(new Set(ids).size !== ids.length, 'components: a custom_id is used twice');
  say(
    ids.some((id) => id.length > 100),
    'components: a custom_id is longer than 100',
  );
  say(files.length > 10, 'attachments: 10 files at most');
  say(
    files.some(({ size }) => size > 10 * 1024 * 1024),
    'attachments: a file is larger than 10 MiB',
  );
  const v2Only = parts.filter(
    ({ type }) => (type ?? 0) >= ComponentType.Section && (type ?? 0) <= ComponentType.Container,
  );
  say(!v2 && v2Only.length > 0, 'components: this type needs the flag IS_COMPONENTS_V2');
  say(!v2 && (form.components ?? []).length > 5, 'components: 5 action rows at most');
  say(v2 && Boolean(form.content), 'content: not together with IS_COMPONENTS_V2');
  say(v2 && (form.embeds ?? []).length > 0, 'embeds: not together with IS_COMPONENTS_V2');
  say(v2 && Boolean(form.poll), 'poll: not together with IS_COMPONENTS_V2');
  say(v2 && (form.sticker_ids ?? []).length > 0, 'sticker_ids: not together with IS_COMPONENTS_V2');
  for (const { type, file } of parts) {
    say(
      type === ComponentType.File && !file?.url?.startsWith('attachment://'),
      'components: a file must be attachment://',
    );
  }
  return problems;
}

function embedLength({ embeds }: MessageForm): number {
  const texts = (embeds ?? []).flatMap((e) => [
    e.title,
    e.description,
    e.footer?.text,
    e.author?.name,
    ...(e.fields ?? []).flatMap(({ name, value }) => [name, value]),
  ]);
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}
