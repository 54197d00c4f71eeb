import { type APIMessageTopLevelComponent, ComponentType } from 'discord-api-types/v10';
import { limits } from '../sizes.ts';
import { type MessageView, text } from './blocks.ts';

/**
 * A view without its files and pictures and what shows them. `note` says that something is missing. It is
 * left out where the message has no room for it.
 */
export function withoutFiles({ components }: MessageView, note: string): MessageView {
  const rest = withoutShown(components);
  const line = `-# ${note}`;
  const room = limits.textTotal - lengthOf(rest);
  return { components: line.length <= room ? [...rest, text(line)] : rest, files: [] };
}

/** Components that show an attached file. */
const shows: ReadonlySet<ComponentType> = new Set([
  ComponentType.File,
  ComponentType.MediaGallery,
  ComponentType.Thumbnail,
]);

function withoutShown<Part extends APIMessageTopLevelComponent>(parts: readonly Part[]): Part[] {
  return parts.flatMap((part) => {
    if (shows.has(part.type)) return [];
    if (!('components' in part) || part.type === ComponentType.ActionRow) return [part];
    const components = withoutShown(part.components as APIMessageTopLevelComponent[]);
    return components.length === 0 ? [] : [{ ...part, components } as Part];
  });
}

const lengthOf = (parts: readonly object[]): number =>
  parts.reduce(
    (sum, part) =>
      sum +
      ('content' in part ? String(part.content).length : 0) +
      ('components' in part ? lengthOf(part.components as object[]) : 0),
    0,
  );
