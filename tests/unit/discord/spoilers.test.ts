import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AskSnapshot } from '../../../src/asks/snapshot.ts';
import { drawable } from '../../../src/charts/svg.ts';
import { isInSpoiler, withoutSpoilers } from '../../../src/discord/spoilers.ts';
import { fileProblem } from '../../../src/discord/view/ask-problems.ts';
import { askView } from '../../../src/discord/view/ask-view.ts';
import { type MessageView, quoteLine } from '../../../src/discord/view/blocks.ts';
import { mineView } from '../../../src/discord/view/privacy.ts';
import { reasoningView } from '../../../src/discord/view/reasoning.ts';
import { reportView } from '../../../src/discord/view/report.ts';
import { compareReply, peekReply } from '../../../src/discord/view/reveal.ts';
import { tallyBar } from '../../../src/discord/view/tally-bar.ts';
import { whyView } from '../../../src/discord/view/why.ts';
import { en } from '../../../src/discord/words/en/index.ts';
import { answersMeant } from '../../../src/moderation/meant.ts';
import { votings } from '../../../src/terms.ts';
import { runs } from '../../support/fuzz.ts';
import { askRow, ballotRow, candidateRow, comparisonRow } from '../../support/snapshots.ts';

describe('a spoiler in a text that is quoted', () => {
  it.each([
    ['who did ||the butler|| meet?', 'who did (spoiler) meet?'],
    ['||a||b||c||', '(spoiler)b(spoiler)'],
    ['**||the `butler`||** did', '**(spoiler)** did'],
    ['||two\n\nlines|| long', '(spoiler) long'],
    ['`a || b || c` is code', '`a || b || c` is code'],
    ['```sh\na || b || c\n```', '```sh\na || b || c\n```'],
    ['a || b is one of them', 'a || b is one of them'],
    ['\\||no|| spoiler', '\\||no|| spoiler'],
  ])('is named in %j, and nothing else is', (given, named) => {
    expect(withoutSpoilers(given)).toBe(named);
  });

  it('is named before the quote is cut', () => {
    expect(quoteLine(`||${'the butler '.repeat(900)}|| did it`, 80)).toBe('\\(spoiler\\) did it');
    expect(tallyBar([{ label: `||${'S3cret '.repeat(90)}|| x`, votes: 1 }])).not.toMatch(/S3cret/);
  });

  it('is found at a cut exactly where a reader is within it', () => {
    const text = 'a `||` ||secret|| b';
    const within = Array.from(text, (_, at) => isInSpoiler(text, at));
    expect(within.map((is, at) => (is ? at : -1)).filter((at) => at >= 0)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16]);
  });

  it('is readable in no message, menu, tally, name or list', () => {
    const secret = fc.array(fc.constantFrom('S3cret', '`S3cret`', '**S3cret**', '\n'), {
      minLength: 1,
      maxLength: 400,
    });
    const said = fc
      .record({
        before: fc.constantFrom('', 'Why does ', '> ', '**So**, '),
        secret,
        after: fc.constantFrom('', ' do that?'),
      })
      .map(({ before, secret, after }) => `${before}||S3cret ${secret.join(' ')}||${after}`);
    const texts = (value: unknown): string[] => {
      if (typeof value === 'string') return [value];
      return value !== null && typeof value === 'object' ? Object.values(value).flatMap(texts) : [];
    };
    const readable = (view: MessageView) =>
      texts(view.components).filter((text) => /S3cret/.test(withoutSpoilers(text)));
    fc.assert(
      fc.property(said, fc.constantFrom(...votings), fc.constantFrom(null, new Date(0)), (words, kind, closedAt) => {
        const ask = askRow({ prompt: words });
        const ballot = ballotRow({ kind, closedAt, ...(kind === 'ballot' ? { shown: [2, 0, 1] } : {}) });
        const snapshot: AskSnapshot = {
          ...{ ask, ballot, whyAllowed: true },
          candidates: [0, 1, 2].map((slot) => candidateRow(slot, words)),
          comparisons: [comparisonRow(1, 1, 2, { reasoning: `Assistant 1 is better: ${words}`, notes: [words] })],
          tally: [{ choice: 'candidate', slot: 2, blind: true, votes: 3 }],
        };
        const place = { ask, ballot, order: ballot.shown };
        const report = {
          ...{ id: ask.id, askId: ask.id, guildId: '3', reporterHash: '', reason: 'other' as const, slot: null, words },
          ...{ channelId: null, messageId: null, state: 'open' as const, createdAt: new Date(0), settledAt: null },
        };
        for (const view of [
          askView(en, snapshot),
          askView(en, { ...snapshot, ask: { ...ask, state: 'failed', failure: 'internal' } }),
          askView(en, { ...snapshot, ballot: null }),
          peekReply(en, place, snapshot.candidates),
          compareReply(en, place, snapshot.candidates),
          reasoningView(en, snapshot, 0),
          reasoningView(en, snapshot, 1),
          whyView(en, snapshot, ballot),
          mineView(en, { asks: 1, lent: 0, votes: 0, takesPart: false }, [ask]),
          ...[null, 1].map((slot) => {
            const answers = answersMeant(slot, ask, ballot, snapshot.candidates);
            return reportView(en, { report, ask, answers, hidden: false, blocked: false, mayBeQuoted: true });
          }),
        ])
          expect(readable(view)).toEqual([]);
        expect(fileProblem(en, { kind: 'unread', name: words })).not.toMatch(/S3cret/);
      }),
      { numRuns: runs(60) },
    );
  });

  it('covers the file that holds the answer whole', () => {
    const long = `It was ||the butler||. ${'And so on. '.repeat(900)}`;
    const view = (text: string) =>
      JSON.stringify(
        peekReply(en, { ask: askRow(), ballot: ballotRow(), order: [2, 1] }, [candidateRow(1, text)]).components,
      );
    expect(view(long)).toMatch(/"spoiler":true/);
    expect(view(long.replaceAll('||', ''))).not.toMatch(/"spoiler"/);
  });
});

describe('a shortened line', () => {
  const family = '👩‍👩‍👧‍👦';
  it('never shows half an emoji or a letter without its marks', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.constantFrom(family, '🇩🇪', 'न\u094d\u092e', 'e\u0301', '👍🏽'), (before, sign) => {
        const line = quoteLine(`${'a'.repeat(before)}${sign.repeat(30)}`, 60);
        expect(line.length).toBeLessThanOrEqual(60);
        const rest = line.replace(/^a*/, '').replace(/…$/, '');
        expect(rest).toBe(sign.repeat(rest.length / sign.length));
        expect(tallyBar([{ label: `${'a'.repeat(before)}${sign.repeat(30)}`, votes: 1 }])).not.toMatch(/\ufffd/);
      }),
    );
  });

  it('is one box in a picture for each sign that the font lacks', () => {
    expect(drawable(`a ${family} b`, 20)).toBe('a □ b');
  });
});
