import { type APIAttachment, type APIEmbed, ComponentType } from 'discord-api-types/v10';
import { numbered, type Part } from './components.ts';
import { problem, refusals } from './errors.ts';

interface Media {
  url: string;
}

/** Components and embeds as Discord returns them. */
export interface Presented {
  components: object[];
  embeds: APIEmbed[];
  /** Ids of the files that they show. */
  shown: ReadonlySet<string>;
}

/**
 * Fills in ids and defaults of components, and replaces every `attachment://name` by the file's address.
 * @throws a refusal when no file has that name.
 */
export function presented(
  parts: readonly Part[],
  embeds: readonly APIEmbed[],
  files: readonly APIAttachment[],
  nextId: () => string,
): Presented {
  const shown = new Set<string>();
  const fileOf = (url: string): APIAttachment | undefined => {
    const name = url.startsWith('attachment://') ? url.slice('attachment://'.length) : null;
    const file = files.find((known) => known.filename === name || known.url === url);
    if (name !== null && !file) throw refusals.invalidForm([missing(name)]);
    if (file) shown.add(file.id);
    return file;
  };
  const media = ({ url }: Media): object => {
    const file = fileOf(url);
    const size = { width: file?.width ?? null, height: file?.height ?? null };
    if (!file) return { id: nextId(), url, proxy_url: url, ...size };
    const { url: address, content_type, id } = file;
    return { id, url: address, proxy_url: address, ...size, content_type, attachment_id: id };
  };
  const present = (part: Part): object => {
    const given = withoutNull(part) as Part & { description?: string; spoiler?: boolean };
    const spoiler = given.spoiler ?? false;
    switch (part.type) {
      case ComponentType.Container:
        return { accent_color: null, ...given, spoiler, components: (part.components ?? []).map(present) };
      case ComponentType.Section:
        return {
          ...given,
          components: (part.components ?? []).map(present),
          ...(part.accessory ? { accessory: present(part.accessory) } : {}),
        };
      case ComponentType.ActionRow:
        return { ...given, components: (part.components ?? []).map(present) };
      case ComponentType.Separator:
        return { spacing: 1, divider: true, ...given };
      case ComponentType.Thumbnail:
        return { description: null, ...given, spoiler, media: media(part.media as Media) };
      case ComponentType.MediaGallery:
        return {
          ...given,
          items: (part.items ?? []).map((item) => ({
            description: null,
            spoiler: false,
            ...withoutNull(item),
            media: media(item.media),
          })),
        };
      case ComponentType.File: {
        const file = fileOf(part.file?.url ?? '');
        return { ...given, spoiler, file: media(part.file as Media), name: file?.filename, size: file?.size };
      }
      case ComponentType.StringSelect:
      case ComponentType.UserSelect:
      case ComponentType.RoleSelect:
      case ComponentType.MentionableSelect:
      case ComponentType.ChannelSelect:
        return { min_values: 1, max_values: 1, ...given };
      default:
        return given;
    }
  };
  return {
    components: numbered(parts).map(present),
    embeds: embeds.map((embed) => presentedEmbed(embed, fileOf)),
    shown,
  };
}

const missing = (name: string) =>
  problem('components', `There is no attachment named ${name}.`, 'COMPONENT_REFERENCED_ATTACHMENT_NOT_FOUND');

function presentedEmbed(embed: APIEmbed, fileOf: (url: string) => APIAttachment | undefined): APIEmbed {
  const picture = <T extends { url: string }>(value: T | undefined) =>
    value ? { ...value, url: fileOf(value.url)?.url ?? value.url } : undefined;
  const icon = <T extends { icon_url?: string }>(value: T | undefined) =>
    value?.icon_url ? { ...value, icon_url: fileOf(value.icon_url)?.url ?? value.icon_url } : value;
  const { image, thumbnail, author, footer, fields } = embed;
  return withoutNull({
    ...embed,
    type: 'rich',
    image: picture(image),
    thumbnail: picture(thumbnail),
    author: icon(author),
    footer: icon(footer),
    fields: fields?.map((field) => ({ inline: false, ...field })),
  }) as APIEmbed;
}

const withoutNull = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined));
