import { type APIMessageTopLevelComponent, ComponentType } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AskSnapshot } from '../../../src/asks/snapshot.ts';
import { limits } from '../../../src/discord/sizes.ts';
import { announcedView } from '../../../src/discord/view/announced.ts';
import { askView } from '../../../src/discord/view/ask-view.ts';
import type { MessageView } from '../../../src/discord/view/blocks.ts';
import { caseView } from '../../../src/discord/view/disagreement-case.ts';
import { disagreementsView } from '../../../src/discord/view/disagreements.ts';
import { problemView } from '../../../src/discord/view/problem.ts';
import { reasoningView } from '../../../src/discord/view/reasoning.ts';
import { compareReply, peekReply, voteReply } from '../../../src/discord/view/reveal.ts';
import { tallyAlt } from '../../../src/discord/view/tally-picture.ts';
import { tallyRows } from '../../../src/discord/view/tally-rows.ts';
import { whyView } from '../../../src/discord/view/why.ts';
import { withoutFiles } from '../../../src/discord/view/without-files.ts';
import { de } from '../../../src/discord/words/de/index.ts';
import { en } from '../../../src/discord/words/en/index.ts';
import { type Case, caseOf } from '../../../src/research/disagreements.ts';
import { stances, votings } from '../../../src/terms.ts';
import { runs } from '../../support/fuzz.ts';
import { askRow, ballotRow, candidateRow, comparisonRow } from '../../support/snapshots.ts';

type Component = {
  type: number;
  content?: string;
  custom_id?: string;
  components?: Component[];
  file?: { url: string };
};

const flatten = (components: readonly Component[]): Component[] =>
  components.flatMap((component) => [component, ...flatten(component.components ?? [])]);
const partsOf = (view: MessageView) => flatten(view.components as APIMessageTopLevelComponent[] as Component[]);
const textOf = (view: MessageView) =>
  partsOf(view)
    .map(({ content }) => content ?? '')
    .join('\n');

function expectWithinLimits(view: MessageView): void {
  const parts = partsOf(view);
  expect(parts.length).toBeLessThanOrEqual(limits.components);
  const texts = parts.filter(({ type }) => type === ComponentType.TextDisplay);
  expect(texts.reduce((sum, { content }) => sum + (content?.length ?? 0), 0)).toBeLessThanOrEqual(limits.textTotal);
  for (const { content } of texts) expect(content?.trim()).not.toBe('');
  const ids = parts.map(({ custom_id }) => custom_id).filter((id) => id !== undefined);
  expect(new Set(ids).size).toBe(ids.length);
  const shown = parts.filter(({ type }) => type === ComponentType.File).map(({ file }) => file?.url);
  expect(new Set(shown)).toEqual(new Set(view.files.map(({ name }) => `attachment://${name}`)));
}

const words = fc.oneof(
  fc.string({ minLength: 1, maxLength: 300 }),
  fc
    .array(fc.constantFrom('word', '```', '\n\n', '**', '@everyone', '🐟', '> ', '# '), {
      minLength: 1,
      maxLength: 3000,
    })
    .map((w) => w.join(' ')),
);

const anySnapshot: fc.Arbitrary<AskSnapshot> = fc
  .record({
    prompt: fc.string({ minLength: 1, maxLength: 6000 }),
    promptBy: fc.constantFrom(null, 'another'),
    source: fc.constantFrom('command' as const, 'menu' as const),
    parentId: fc.constantFrom(null, 'earlier'),
    fileName: fc.option(fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' })),
    early: fc.option(fc.record({ shownEarly: fc.nat(15) }), { nil: {} }),
    waitingFor: fc.constantFrom(null, 'judge' as const),
    texts: fc.array(fc.option(words), { minLength: 3, maxLength: 16 }),
    state: fc.constantFrom(
      'queued' as const,
      'writing' as const,
      'judging' as const,
      'voting' as const,
      'closed' as const,
      'failed' as const,
    ),
    kind: fc.constantFrom(...votings),
    withBallot: fc.boolean(),
    closed: fc.boolean(),
    judged: fc.boolean(),
    tally: fc.array(
      fc.oneof(
        fc.record({
          choice: fc.constantFrom('tie' as const, 'both_bad' as const),
          slot: fc.constant(null),
          blind: fc.boolean(),
          votes: fc.nat(9),
        }),
        fc.record({
          choice: fc.constant('candidate' as const),
          slot: fc.nat(15),
          blind: fc.boolean(),
          votes: fc.nat(99_999),
        }),
      ),
    ),
  })
  .map(({ texts, state, kind, withBallot, closed, tally, early, ...more }) => ({
    ask: askRow({
      ...more,
      state,
      failure: state === 'failed' ? 'no-candidate' : null,
      settings: { ...askRow().settings, ...early },
    }),
    candidates: texts.map((text, slot) =>
      candidateRow(slot, text, { model: `hf:${'long-'.repeat(slot % 9)}${slot % 5}` }),
    ),
    comparisons: [
      comparisonRow(1, 0, 1),
      comparisonRow(2, 2, 1, { verdict: 'invalid', invalidReason: 'truncated', reasoning: 'x '.repeat(4000) }),
    ],
    ballot: withBallot
      ? ballotRow({
          kind,
          closedAt: closed ? new Date(0) : null,
          ...(kind === 'ballot' ? { shown: texts.map((_, slot) => slot).reverse() } : {}),
        })
      : null,
    tally,
  }));

const some = fc.record({ pick: fc.nat(999), opponent: fc.nat(999), tie: fc.nat(999), bothBad: fc.nat(999) });
const anyCases = fc
  .array(
    fc.record({
      counted: some,
      tally: some,
      apart: fc.nat(9),
      simulated: fc.boolean(),
      stated: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    }),
    { maxLength: 30 },
  )
  .map((rows) =>
    rows.flatMap((row, at): Case[] => {
      const askId = `0190a5b0-0000-7000-8000-${String(at + 1).padStart(12, '0')}`;
      const where = {
        channelId: '1',
        ageRestricted: false,
        createdAt: new Date(at),
        pick: 1,
        opponent: at % 3 === 1 ? 0 : 2,
      };
      return [caseOf({ ...row, ...where, askId })].flatMap((one) => one ?? []);
    }),
  );
const anyReason = fc.record({
  slot: fc.constantFrom(null, 0, 1, 2),
  reasons: fc.array(fc.constantFrom('correct', 'clear', 'style', 'strange')),
  words: fc.option(fc.string({ maxLength: 1000, unit: 'grapheme' })),
});

const png = new Uint8Array([1]);

describe('every view', () => {
  it('shows an ask whose tournament this version does not know', () => {
    const ask = askRow();
    const unknown = { ...ask, state: 'judging' as const, settings: { ...ask.settings, tournament: 'swiss:4' } };
    const snapshot = {
      ask: unknown,
      candidates: [candidateRow(0, 'Hi')],
      comparisons: [comparisonRow(1, 0, 1)],
      ballot: null,
    };
    expect(textOf(askView(en, snapshot as unknown as AskSnapshot))).toMatch(/1 comparison/);
  });

  it('keeps within the limits of Discord, whatever was asked and answered', () => {
    fc.assert(
      fc.property(anySnapshot, fc.integer({ min: -1, max: 5 }), fc.constantFrom(en, de), (snapshot, page, texts) => {
        expectWithinLimits(askView(texts, snapshot));
        expectWithinLimits(reasoningView(texts, snapshot, page));
        const ballot = snapshot.ballot ?? ballotRow();
        const place = { ask: snapshot.ask, ballot, order: ballot.shown };
        expectWithinLimits(peekReply(texts, place, snapshot.candidates));
        expectWithinLimits(compareReply(texts, place, snapshot.candidates));
        expectWithinLimits(whyView(texts, snapshot, ballot));
        expectWithinLimits(askView(texts, { ...snapshot, whyAllowed: true }));
        if (snapshot.ballot?.closedAt) {
          const alt = tallyAlt(texts, tallyRows(texts, snapshot, snapshot.ballot));
          expect(alt.length).toBeLessThanOrEqual(limits.altText);
          const pictured = askView(texts, { ...snapshot, whyAllowed: true }, { name: 'votes.png', bytes: png, alt });
          expectWithinLimits(pictured);
          expectWithinLimits(withoutFiles(pictured, texts.asking.filesLeftOut));
          expectWithinLimits(announcedView(texts, snapshot, snapshot.ballot));
        }
        expectWithinLimits(problemView(texts, ['No.'], snapshot.ask.prompt));
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('what moderators read of disagreements', () => {
  it('keeps within the limits of Discord, whatever was asked, answered and said', () => {
    fc.assert(
      fc.property(
        ...([anyCases, anySnapshot, fc.array(anyReason, { maxLength: 30 }), fc.constantFrom(...stances)] as const),
        ...([fc.integer({ min: 0, max: 9 }), fc.constantFrom(en, de)] as const),
        (cases, snapshot, reasons, stance, page, texts) => {
          const scope = { days: 365, judge: { name: `hf:${'x'.repeat(300)}`, code: 'deadbeef' }, stance };
          const questions = new Map(cases.map(({ ballot }, at) => [ballot.askId, at % 2 ? snapshot.ask.prompt : '']));
          expectWithinLimits(disagreementsView(texts, cases, questions, scope, page));
          const [one] = cases;
          if (one) expectWithinLimits(caseView(texts, { one, snapshot, reasons, listed: cases }, scope));
        },
      ),
      { numRuns: runs(200) },
    );
  });
});

describe('a duel', () => {
  const swapped = (pick: number): AskSnapshot => ({
    ask: askRow({
      pick,
      pBest: pick === 1 ? [0.1, 0.7, 0.2] : [0.1, 0.2, 0.7],
      standings: pick === 1 ? [1, 2, 0] : [2, 1, 0],
    }),
    candidates: [
      candidateRow(0, 'zero'),
      candidateRow(1, `one ${'long '.repeat(900)}`),
      candidateRow(2, `two ${'long '.repeat(900)}`),
    ],
    comparisons: [comparisonRow(1, 0, 1)],
    ballot: ballotRow(),
    tally: [],
  });

  it('looks the same whichever of the two is the pick', () => {
    expect(askView(en, swapped(1))).toEqual(askView(en, swapped(2)));
  });

  it('tells the pick once it is closed', () => {
    const closed = { ...swapped(1), ballot: ballotRow({ closedAt: new Date(0) }) };
    expect(textOf(askView(en, closed))).toMatch(/The judge picked B/);
  });

  it('carries long answers whole as files named by letter', () => {
    const { files } = askView(en, swapped(1));
    expect(files.map(({ name }) => name)).toEqual(['answer-a.md', 'answer-b.md']);
    expect(files[0]?.text).toBe(swapped(1).candidates[2]?.text);
  });
});

describe('a closed duel', () => {
  const tally = [
    { choice: 'candidate' as const, slot: 1, blind: true, votes: 5 },
    { choice: 'candidate' as const, slot: 2, blind: true, votes: 1 },
    { choice: 'tie' as const, slot: null, blind: true, votes: 1 },
  ];
  const candidates = ['zero', 'one', 'two'].map((words, slot) => candidateRow(slot, words));
  const closed: AskSnapshot = {
    ask: askRow({ state: 'closed' }),
    candidates,
    comparisons: [comparisonRow(1, 0, 1)],
    ballot: ballotRow({ closedAt: new Date(0) }),
    tally,
  };
  const picture = { name: 'votes.png', bytes: png, alt: 'x' };

  it('says which model wrote what', () => {
    expect(textOf(askView(en, closed))).toMatch(
      /### A\n-# Written by `model-2`\ntwo[\s\S]+### B · the judge’s pick\n-# Written by `model-1`\none/,
    );
    expect(textOf(askView(de, closed))).toMatch(/### A\n-# Geschrieben von `model-2`\ntwo/);
  });

  it('tells two answers of one model apart by the style that it was asked for', () => {
    const model = 'hf:owner/one-model';
    const [zero, one, two] = candidates.map((candidate, at) => ({
      ...candidate,
      model,
      style: at === 2 ? 'steps' : 'plain',
    }));
    const shown = textOf(askView(en, { ...closed, candidates: [zero, one, two].flatMap((c) => c ?? []) }));
    expect(shown).toMatch(/### A\n-# Written by `one-model, style: step by step`/);
    expect(shown).toMatch(/### B · the judge’s pick\n-# Written by `one-model, style: plain`/);
  });

  it('shows the tally as a picture with the numbers in words, and as a bar where there is none', () => {
    const pictured = askView(en, closed, picture);
    expect(textOf(pictured)).toMatch(/A: \*\*1\*\* · B: \*\*5\*\* · Tie: \*\*1\*\* · Both bad: \*\*0\*\*/);
    expect(textOf(pictured)).not.toMatch(/█/);
    expect(pictured.pictures).toEqual([picture]);
    const plain = askView(en, closed);
    expect(textOf(plain)).toMatch(/B +█+ +5/);
    expect(plain.pictures).toEqual([]);
  });

  it('says who closed it by hand', () => {
    const by = (closedBy: 'time' | 'asker' | 'moderator') =>
      textOf(askView(en, { ...closed, ballot: ballotRow({ closedAt: new Date(0), closedBy }) }));
    expect(by('time')).toMatch(/Voting is closed\. 7 votes; 5 of the 6/);
    expect(by('asker')).toMatch(/closed early, by the person who asked\. 7 votes/);
    expect(by('moderator')).toMatch(/closed early, by a moderator\. 7 votes/);
  });

  it('is announced with its result in one sentence', () => {
    const said = (texts: typeof en, snapshot: AskSnapshot) =>
      textOf(announcedView(texts, snapshot, snapshot.ballot ?? ballotRow()));
    expect(said(en, closed)).toBe('Voting has closed: the judge’s pick, **B**, got 5 of 7 votes.');
    expect(said(de, closed)).toBe('Die Abstimmung ist zu Ende: die Wahl des Richters, **B**, bekam 5 von 7 Stimmen.');
    expect(said(en, { ...closed, tally: tally.slice(2) })).toMatch(/got 0 of 1 vote\./);
    expect(said(en, { ...closed, tally: [] })).toBe('Voting has closed, and nobody voted; the judge picked **B**.');
  });
});

describe('the number of votes on an open ballot', () => {
  const open = (kind: 'duel' | 'open' | 'ballot', sides: [number, number, number]): AskSnapshot => ({
    ask: askRow(),
    candidates: ['zero', 'one', 'two'].map((words, slot) => candidateRow(slot, words)),
    comparisons: [comparisonRow(1, 0, 1)],
    ballot: ballotRow({ kind }),
    tally: [
      { choice: 'candidate', slot: 1, blind: true, votes: sides[0] },
      { choice: 'candidate', slot: 2, blind: true, votes: sides[1] },
      { choice: 'tie', slot: null, blind: false, votes: sides[2] },
    ],
  });

  it('is said in both languages, from the first vote on', () => {
    for (const kind of votings) {
      expect(textOf(askView(en, open(kind, [0, 0, 0])))).not.toMatch(/so far/);
      expect(textOf(askView(en, open(kind, [1, 0, 0])))).toMatch(/-# 1 vote so far/);
      expect(textOf(askView(en, open(kind, [4, 2, 1])))).toMatch(/-# 7 votes so far/);
      expect(textOf(askView(de, open(kind, [1, 0, 0])))).toMatch(/-# Bisher 1 Stimme$/m);
      expect(textOf(askView(de, open(kind, [4, 2, 1])))).toMatch(/-# Bisher 7 Stimmen$/m);
    }
  });

  it('never says anything of sides', () => {
    const sides = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20));
    fc.assert(
      fc.property(fc.constantFrom(...votings), sides, fc.constantFrom(en, de), (kind, [a, b, tie], texts) => {
        const [one, other] = [open(kind, [a, b, tie]), open(kind, [tie, 0, a + b])];
        expect(JSON.stringify(askView(texts, one))).toBe(JSON.stringify(askView(texts, other)));
      }),
    );
  });
});

describe('a ballot of all answers', () => {
  const candidates = ['zero', 'one', 'two'].map((words, slot) => candidateRow(slot, words));
  const ballot = ballotRow({ kind: 'ballot', shown: [2, 0, 1], opponentPolicy: 'all', opponentProbability: 1 });
  const open = (pick: number): AskSnapshot => ({
    ask: askRow({ pick }),
    candidates,
    comparisons: [],
    ballot,
    tally: [],
  });

  it('shows nothing public but the question, whatever the pick is', () => {
    expect(askView(en, open(1))).toEqual(askView(en, open(2)));
    expect(textOf(askView(en, open(1)))).not.toMatch(/zero|one\b|two/);
  });

  it('shows each voter all answers in the order of that voter', () => {
    const view = compareReply(en, { ask: askRow(), ballot, order: [1, 2, 0] }, candidates);
    expect(textOf(view)).toMatch(/### A\none[\s\S]+### B\ntwo[\s\S]+### C\nzero/);
  });

  it('tells at the end what the judge picked and what people chose instead', () => {
    const tally = [
      { choice: 'candidate' as const, slot: 0, blind: true, votes: 3 },
      { choice: 'candidate' as const, slot: 1, blind: true, votes: 1 },
      { choice: 'tie' as const, slot: null, blind: true, votes: 1 },
    ];
    const closed = textOf(askView(en, { ...open(1), tally, ballot: { ...ballot, closedAt: new Date(0) } }));
    expect(closed).toMatch(
      /### The judge’s pick\n-# Written by `model-1`\none[\s\S]+### The people’s favourite\n-# Written by `model-0`\nzero/,
    );
    expect(closed).toMatch(/zero +█+ +3[\s\S]+→ one +█+ +1[\s\S]+Tie +█+ +1[\s\S]+5 votes on 3 answers/);
    expect(closed).not.toMatch(/two/);
  });
});

describe('an answer', () => {
  const base: AskSnapshot = {
    ask: askRow({ state: 'closed', judged: false, cutShort: 'deadline' }),
    candidates: [candidateRow(0, null), candidateRow(1, 'Because of Rayleigh scattering.'), candidateRow(2, 'Magic.')],
    comparisons: [],
    ballot: null,
    tally: [],
  };

  it('that no verdict supports carries the word "unjudged" and why', () => {
    expect(textOf(askView(en, base))).toMatch(/unjudged\*\*\. Time ran out/);
    expect(textOf(askView(en, { ...base, ask: { ...base.ask, cutShort: 'judge-unavailable' } }))).toMatch(
      /unjudged\*\*\. The judge could not be reached/,
    );
    expect(textOf(askView(en, { ...base, candidates: base.candidates.slice(0, 2) }))).toMatch(
      /Only one reply was written/,
    );
  });

  it('that is judged does not', () => {
    expect(textOf(askView(en, { ...base, ask: { ...base.ask, judged: true, cutShort: null } }))).not.toMatch(
      /unjudged/,
    );
  });
});

describe('the stages', () => {
  const stage = (state: 'queued' | 'writing' | 'judging', done: number, judged: number) =>
    textOf(
      askView(en, {
        ask: askRow({ state, pick: null, n: 4 }),
        candidates: Array.from({ length: done }, (_, slot) => candidateRow(slot, 'text')),
        comparisons: Array.from({ length: judged }, (_, i) => comparisonRow(i + 1, 0, 1)),
        ballot: null,
        tally: [],
      }),
    );

  it('say how far it is', () => {
    expect(stage('queued', 0, 0)).toMatch(/In the queue/);
    expect(stage('writing', 3, 0)).toMatch(/Writing: 3 of 4 replies/);
    expect(stage('judging', 4, 2)).toMatch(/Judging: 2 of 3 comparisons/);
  });

  it.each([
    [en, 'The judge has not answered yet', 'The judge is being started', 'Not judged yet'],
    [de, 'Der Richter hat noch nicht geantwortet', 'Der Richter wird gerade gestartet', 'Noch nicht bewertet'],
  ])('say what a reply that is there early waits for: %#', (language, silent, starts, early) => {
    const view = (change: Partial<AskSnapshot['ask']>, comparisons: AskSnapshot['comparisons']) => {
      const settings = { ...askRow().settings, shownEarly: 1 };
      const ask = askRow({ state: 'judging', pick: null, settings, ...change });
      const candidates = [candidateRow(0, 'one'), candidateRow(1, 'two')];
      return textOf(askView(language, { ask, candidates, comparisons, ballot: null, tally: [] }));
    };
    const unavailable = comparisonRow(1, 0, 1, { verdict: 'invalid', invalidReason: 'unavailable' });
    for (const text of [view({}, []), view({}, [unavailable])]) {
      expect(text).toContain(silent);
      expect(text).toContain(early);
    }
    expect(view({ waitingFor: 'judge' }, [])).toContain(starts);
    expect(view({ waitingFor: 'judge' }, [])).not.toContain(silent);
    expect(view({}, [unavailable, comparisonRow(2, 1, 0)])).not.toContain(silent);
    expect(view({}, [unavailable, comparisonRow(2, 1, 0)])).toContain(early);
  });
});

describe('what a voter is told', () => {
  const outcome = {
    kind: 'counted' as const,
    ballot: ballotRow(),
    ask: askRow({ pBest: [0.2, 0.6, 0.2] }),
    order: ballotRow().shown,
    choice: { choice: 'candidate' as const, slot: 2 },
    blind: true,
    before: null,
    whyAllowed: true,
    isAsker: false,
  };

  it('is what the judge picked and what they chose', () => {
    expect(textOf(voteReply(en, outcome))).toMatch(
      /\*\*The judge picked B\*\* \(likely\)\. You chose \*\*A\*\*\. You and the judge differ\./,
    );
  });

  it('is that a late vote does not count, or that the button is unknown', () => {
    expect(textOf(voteReply(en, { ...outcome, kind: 'late' }))).toMatch(/closed.*does not count/);
    expect(textOf(voteReply(en, { kind: 'unknown' }))).toMatch(/no vote that I know/);
  });
});

describe('the reasoning', () => {
  const snapshot: AskSnapshot = {
    ask: askRow(),
    candidates: [candidateRow(0, 'a'), candidateRow(1, 'b'), candidateRow(2, null)],
    comparisons: [comparisonRow(1, 1, 0)],
    ballot: null,
    tally: [],
  };

  it('puts "Assistant 1" back to the candidate that it stood for', () => {
    expect(textOf(reasoningView(en, snapshot, 1))).toMatch(/Candidate 2 is right, and Candidate 1 is not\./);
    expect(textOf(reasoningView(en, snapshot, 1))).not.toMatch(/Assistant/);
  });

  it('shows what both of a match wrote, by whom, and by which letter voters knew it', () => {
    const long = { ...snapshot, ballot: ballotRow({ shown: [0, 1] }) };
    const candidates = long.candidates.map((candidate, at) => ({
      ...candidate,
      text: `reply ${at} ${'word '.repeat(900)}`,
    }));
    const view = reasoningView(en, { ...long, candidates }, 1);
    expect(textOf(view)).toMatch(
      /\*\*Candidate 2\*\* · `model-1` · \*\*B\*\* for voters · the judge’s pick\n> reply 1 word/,
    );
    expect(textOf(view)).toMatch(/\*\*Candidate 1\*\* · `model-0` · \*\*A\*\* for voters\n> reply 0 word/);
    const [whole] = view.files;
    expect(whole?.name).toBe('replies-1.md');
    for (const { text } of candidates.slice(0, 2)) expect(whole?.text).toContain(text.trim());
  });

  it('never names a candidate in its list without a hint of what it wrote', () => {
    for (const picture of [null, { name: 'tournament.png', bytes: png, alt: 'x' }]) {
      const shown = textOf(reasoningView(en, snapshot, 0, picture));
      expect(shown).toMatch(/^Candidate 1 .*“a”$/m);
      expect(shown).toMatch(/^\*\*→\*\* Candidate 2 .*the judge’s pick · “b”$/m);
    }
  });

  it('says first that the two orders disagree, and puts them under each other', () => {
    const comparisons = [
      comparisonRow(1, 0, 1, { reasoning: 'Assistant 1 is better because it is early.' }),
      comparisonRow(2, 0, 1, { sample: 1 }),
      comparisonRow(3, 1, 0, { reasoning: 'Assistant 1 is better because it is late.' }),
    ];
    const shown = textOf(reasoningView(en, { ...snapshot, comparisons }, 1));
    expect(shown).toMatch(/### Match 1 of 1.*\n⚠️ \*\*The two orders disagree/);
    expect(shown).toMatch(
      /Comparison 1\.[\s\S]+Candidate 1 is better because it is early[\s\S]+Comparison 3\.[\s\S]+Candidate 2 is better because it is late[\s\S]+Comparison 2\./,
    );
    const agreed = [comparisonRow(1, 0, 1), comparisonRow(2, 1, 0, { verdict: 'second' })];
    expect(textOf(reasoningView(en, { ...snapshot, comparisons: agreed }, 1))).not.toMatch(/disagree/);
  });

  it('begins with who met whom', () => {
    expect(textOf(reasoningView(en, snapshot, 0))).toMatch(/1\. Candidate 2 against Candidate 1: Candidate 2 won 1–0/);
  });
});

describe('a question in somebody else’s words', () => {
  const says: [Partial<AskSnapshot['ask']>, RegExp | null][] = [
    [{ promptBy: null }, null],
    [{ promptBy: null, source: 'menu' }, null],
    [{ promptBy: 'another' }, /In another member’s words/],
    [{ promptBy: 'another', source: 'menu' }, /Taken from another member’s message, perhaps changed/],
  ];
  const states = ['queued', 'writing', 'judging', 'voting', 'closed', 'failed'] as const;
  const shapes = states.flatMap((state) => votings.map((kind) => [state, kind] as const));

  it.each(shapes)('says so while it is %s, voting %s, to all and to moderators', (state, kind) => {
    for (const [change, words] of says) {
      const failure = state === 'failed' ? 'no-candidate' : null;
      const snapshot: AskSnapshot = {
        ask: askRow({ state, failure, ...change }),
        candidates: [0, 1, 2].map((slot) => candidateRow(slot, `reply ${slot}`)),
        comparisons: [comparisonRow(1, 0, 1)],
        ballot:
          state === 'voting' || state === 'closed'
            ? ballotRow({ kind, closedAt: state === 'closed' ? new Date(0) : null })
            : null,
        tally: [],
      };
      for (const view of [
        askView(en, snapshot),
        reasoningView(en, snapshot, 0),
        askView(en, { ...snapshot, ballot: null }),
      ]) {
        if (words) expect(textOf(view)).toMatch(words);
        else expect(textOf(view)).not.toMatch(/another member/);
      }
    }
  });
});
