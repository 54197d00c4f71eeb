import { ComponentType } from 'discord-api-types/v10';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { limits } from '../../../src/discord/sizes.ts';
import {
  accents,
  button,
  buttons,
  container,
  file,
  gallery,
  type MessageView,
  separator,
  text,
} from '../../../src/discord/view/blocks.ts';
import { withoutFiles } from '../../../src/discord/view/without-files.ts';

const picture = { name: 'a.png', bytes: new Uint8Array(1), alt: 'a' };
const part = fc.oneof(
  fc.constantFrom(file('a.txt'), gallery(picture), separator(), buttons(button('A', 'a'))),
  fc.string({ minLength: 1, maxLength: 2000 }).map(text),
);
const views = fc
  .array(
    fc.oneof(
      part,
      fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => container(accents.done, parts)),
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((components): MessageView => ({ components, files: [{ name: 'a.txt', text: 'x' }], pictures: [picture] }));

interface Part {
  type: ComponentType;
  content?: string;
  components?: readonly Part[];
}
const partsOf = (parts: readonly Part[]): Part[] => parts.flatMap((one) => [one, ...partsOf(one.components ?? [])]);
const textsOf = ({ components }: MessageView) => partsOf(components as Part[]).flatMap(({ content }) => content ?? []);

it('a view without files names no file, keeps its words, and says what is missing where there is room', () => {
  fc.assert(
    fc.property(views, fc.string({ minLength: 1, maxLength: 200 }), (view, note) => {
      const bare = withoutFiles(view, note);
      expect(bare.files.length + (bare.pictures?.length ?? 0)).toBe(0);
      const types = partsOf(bare.components as Part[]).map(({ type }) => type);
      expect(types).not.toContain(ComponentType.File);
      expect(types).not.toContain(ComponentType.MediaGallery);
      const [before, after] = [textsOf(view), textsOf(bare)];
      expect(after.slice(0, before.length)).toEqual(before);
      const room = limits.textTotal - before.join('').length;
      expect(after.slice(before.length)).toEqual(note.length + 3 <= room ? [`-# ${note}`] : []);
      for (const one of bare.components) if ('components' in one) expect(one.components.length).toBeGreaterThan(0);
    }),
  );
});
