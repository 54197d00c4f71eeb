import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AskSnapshot } from '../../../src/asks/snapshot.ts';
import { shownReply } from '../../../src/discord/plain-text.ts';
import { fileProblem } from '../../../src/discord/view/ask-problems.ts';
import { askView } from '../../../src/discord/view/ask-view.ts';
import { type MessageView, quoteLine } from '../../../src/discord/view/blocks.ts';
import { mineView } from '../../../src/discord/view/privacy.ts';
import { problemView } from '../../../src/discord/view/problem.ts';
import { reasoningView } from '../../../src/discord/view/reasoning.ts';
import { reportView } from '../../../src/discord/view/report.ts';
import { compareReply, peekReply } from '../../../src/discord/view/reveal.ts';
import { whyView } from '../../../src/discord/view/why.ts';
import { en } from '../../../src/discord/words/en/index.ts';
import { answersMeant } from '../../../src/moderation/meant.ts';
import { votings } from '../../../src/terms.ts';
import { runs } from '../../support/fuzz.ts';
import { hostileLinks } from '../../support/hostile-links.ts';
import { readers, saysWhereItLeads } from '../../support/markdown-readers.ts';
import { askRow, ballotRow, candidateRow, comparisonRow } from '../../support/snapshots.ts';

interface Component {
  content?: string;
  components?: Component[];
}

const textsOf = (components: readonly Component[]): string[] =>
  components.flatMap(({ content, components: inner = [] }) => [...(content ? [content] : []), ...textsOf(inner)]);

/** The only link that views add: to the reported message. */
const OURS = 'https://discord.com/channels/3/4/9';

const hidden = (text: string) =>
  Object.values(readers).flatMap((read) =>
    read(text).filter((link) => link.target !== OURS && !saysWhereItLeads(link)),
  );

const expectInSight = (view: MessageView) => {
  for (const text of textsOf(view.components as Component[])) expect(hidden(text), text).toEqual([]);
};

describe('where links lead', () => {
  it('is in sight in every message, whoever wrote what stands in it', () => {
    const any = fc.record({
      words: hostileLinks,
      texts: fc.array(hostileLinks, { minLength: 3, maxLength: 3 }),
      state: fc.constantFrom('judging' as const, 'voting' as const, 'closed' as const, 'failed' as const),
      kind: fc.constantFrom(...votings),
      source: fc.constantFrom('command' as const, 'chat' as const),
      closedAt: fc.constantFrom(null, new Date(0)),
    });
    fc.assert(
      fc.property(any, ({ words, texts, state, kind, source, closedAt }) => {
        const ask = askRow({
          prompt: words,
          state,
          source,
          messageId: '9',
          failure: state === 'failed' ? 'internal' : null,
        });
        const ballot = ballotRow({ kind, closedAt });
        const snapshot: AskSnapshot = {
          ask,
          candidates: texts.map((text, slot) => candidateRow(slot, text, { model: `hf:${words}` })),
          comparisons: [
            comparisonRow(1, 1, 2, { reasoning: `Assistant 1 is better: ${words}`, notes: [words], model: words }),
          ],
          ballot,
          tally: [{ choice: 'candidate', slot: 2, blind: true, votes: 3 }],
          whyAllowed: true,
        };
        const place = { ask, ballot, order: ballot.shown };
        const report = {
          ...{ id: ask.id, askId: ask.id, guildId: '3', reporterHash: '', reason: 'other' as const, slot: null, words },
          ...{ channelId: null, messageId: null, state: 'open' as const, createdAt: new Date(0), settledAt: null },
        };
        for (const view of [
          askView(en, snapshot),
          askView(en, { ...snapshot, ballot: null }),
          peekReply(en, place, snapshot.candidates),
          compareReply(en, place, snapshot.candidates),
          reasoningView(en, snapshot, 0),
          reasoningView(en, snapshot, 1),
          whyView(en, snapshot, ballot),
          ...[null, 1].map((slot) => {
            const answers = answersMeant(slot, ask, ballot, snapshot.candidates);
            return reportView(en, { report, ask, answers, hidden: false, blocked: false, mayBeQuoted: true });
          }),
          mineView(en, { asks: 1, lent: 1, votes: 1, takesPart: false }, [ask]),
          problemView(en, [fileProblem(en, { kind: 'unread', name: words.slice(0, 100) })], words),
        ])
          expectInSight(view);
      }),
      { numRuns: runs(500) },
    );
  });

  it('is in sight wherever a long reply is cut, and what is shown fits', () => {
    fc.assert(
      fc.property(hostileLinks, fc.integer({ min: 20, max: 120 }), (reply, max) => {
        const { text } = shownReply(reply, max);
        expect(text.length).toBeLessThanOrEqual(max);
        expect(hidden(text), text).toEqual([]);
      }),
      { numRuns: runs(2000) },
    );
  });

  it('is in sight where a cut takes the end of code away', () => {
    const reply = `See \`\`\`[discord.com](https://evil.example)${' x'.repeat(200)}\`\`\``;
    expect(shownReply(reply, 100).text).toContain('discord.com (<https://evil.example>)');
  });

  it('is shown of a whole reply that grows by it', () => {
    const list = Array.from({ length: 60 }, (_, at) => `- [page ${at}](https://example.org/${at})`).join('\n');
    const { text, cut } = shownReply(list, 2400);
    expect(cut).toBe(true);
    expect(text.length).toBeGreaterThan(2000);
    expect(text.trimEnd().endsWith('…')).toBe(true);
  });
});

describe('an address in a quoted line', () => {
  it.each([
    ['see https://example.org/a-b?c=d', 'see https://example.org/a-b?c=d'],
    ['https://en.wikipedia.org/wiki/Foo_(bar)', 'https\\://en.wikipedia.org/wiki/Foo\\_\\(bar\\)'],
    ['https://discord.com@evil.example', 'https\\://discord.com@evil.example'],
    ['https://dіscord.com', 'https\\://dіscord.com'],
    ['<steam://run/1>', '\\<steam\\://run/1\\>'],
  ])('%j can be followed only where it is what it looks like', (given, shown) => {
    expect(quoteLine(given, 200)).toBe(shown);
  });
});
