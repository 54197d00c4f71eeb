import { describe, expect, it } from 'vitest';
import type { RubricRow } from '../../../db/repo/rubrics.ts';
import { limits } from '../../../src/discord/sizes.ts';
import type { MessageView } from '../../../src/discord/view/blocks.ts';
import { reasoningView } from '../../../src/discord/view/reasoning.ts';
import { de } from '../../../src/discord/words/de/index.ts';
import { en } from '../../../src/discord/words/en/index.ts';
import { askRow, candidateRow, comparisonRow } from '../../support/snapshots.ts';

const textOf = ({ components }: MessageView): string =>
  (JSON.parse(JSON.stringify(components)) as { components?: { content?: string }[] }[])
    .flatMap(({ components: parts = [] }) => parts.map(({ content = '' }) => content))
    .join('\n');

const row = (text: string | null, writer = 'hf:RubricARM-8B-Rubric'): RubricRow => ({
  ...{ askId: 'a', writer, format: 'rubric-arm', formatVersion: 1, answeredBy: null, shadow: false },
  ...{ text, createdAt: new Date(0) },
});
const snapshot = (rubrics: RubricRow[], comparisons = 2) => ({
  ask: askRow(),
  candidates: [0, 1, 2].map((slot) => candidateRow(slot, 'text')),
  comparisons: Array.from({ length: comparisons }, (_, i) =>
    comparisonRow(i + 1, i % 2, ((i + 1) % 2) + (i % 3 === 2 ? 1 : 0)),
  ).filter(({ first, second }) => first !== second),
  ballot: null,
  tally: [],
  rubrics,
});

describe('what the judge looked for', () => {
  it('stands before the matches, in both languages, and on the first page alone', () => {
    const view = reasoningView(en, snapshot([row('1. The response is short. [Hard Rule]')]), 0);
    expect(textOf(view)).toMatch(/### What the judge looked for\n[\s\S]+The response is short[\s\S]+against/);
    expect(textOf(reasoningView(de, snapshot([row('1. x')]), 0))).toContain('### Worauf der Richter achtete');
    expect(textOf(reasoningView(en, snapshot([row('1. x')]), 1))).not.toContain('looked for');
    expect(textOf(reasoningView(en, snapshot([]), 0))).not.toContain('looked for');
    expect(textOf(reasoningView(en, snapshot([row(null)]), 0))).toContain('could not be used');
  });

  it('is untrusted text, which does nothing', () => {
    const text = '1. **Click** [here](https://evil.example) <@123>\n# Heading\n@everyone ||hidden||';
    const shown = textOf(reasoningView(en, snapshot([row(text)]), 0));
    expect(shown).not.toMatch(/\*\*Click|\[here\]\(|<@123>|\n# Heading/);
  });

  it.each([
    '1. The response is short. [Hard Rule]\n'.repeat(500),
    '_'.repeat(20_000),
    '1. ||*`~_[]()\n'.repeat(900),
    '👩‍👩‍👧‍👦'.repeat(3000),
  ])('is cut to what a message holds, and left whole to a file (%#)', (text) => {
    for (const rubrics of [[row(text)], [row(text), row(text, 'hf:other'), row(text, 'hf:third')]]) {
      const view = reasoningView(en, snapshot(rubrics, 30), 0);
      expect(textOf(view).length).toBeLessThanOrEqual(limits.textTotal);
      expect(view.files).toMatchObject([{ name: 'rubric.md' }]);
      expect(view.files[0]?.text).toContain(text);
    }
  });

  it('says when its text is gone', () => {
    const emptied = { ...snapshot([row('')]), ask: askRow({ purgedAt: new Date(0) }) };
    expect(textOf(reasoningView(en, emptied, 0))).toContain(en.asking.emptied.slice(0, 20));
  });
});
