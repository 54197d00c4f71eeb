import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rrm, rrmSystem, rrmUser } from '../../../src/judge/formats/rrm.ts';
import { keyNeededFor } from '../../../src/models/names.ts';
import { openModels } from '../../../src/models/open-models.ts';
import { offeredQuestions, specialQuestions } from '../src/practice/examples.ts';
import { findQuestion } from '../src/practice/find-question.ts';
import { judgePair } from '../src/practice/judge.ts';
import { pack } from '../src/practice/pack/index.ts';
import type { PracticeQuestion } from '../src/practice/question.ts';
import { LABEL } from '../src/practice/reasoning.ts';
import { openRepertoire } from '../src/practice/repertoire.ts';
import { type PracticeModels, startPracticeModels } from '../src/practice/servers.ts';
import { followUp as special, withFile } from '../src/practice/special.ts';

describe('the practice pack', () => {
  it('has at least a dozen questions, each with six or more different replies of clearly different quality', () => {
    expect(pack.length).toBeGreaterThanOrEqual(12);
    for (const { replies } of pack) {
      expect(new Set(replies.map(({ text }) => text)).size).toBeGreaterThanOrEqual(6);
      const qualities = replies.map(({ quality }) => quality);
      expect(Math.max(...qualities) - Math.min(...qualities)).toBeGreaterThanOrEqual(6);
      for (const { text, merits, flaws } of replies) {
        for (const words of [text, merits, flaws]) expect(words.trim()).not.toBe('');
        // The judge puts them into the middle of a sentence.
        expect(merits + flaws).not.toMatch(/\.$/);
      }
    }
  });

  it('finds its questions again, with slips of the keyboard, and no others', () => {
    for (const known of pack) {
      expect(findQuestion(known.question)).toBe(known);
      expect(findQuestion(` ${known.question.toUpperCase().replace('?', '')} `)).toBe(known);
    }
    expect(findQuestion('why is teh sky bleu')?.question).toBe('Why is the sky blue?');
    expect(findQuestion('Who won the football world cup in 1954?')).toBeNull();
  });
});

describe('the notes of the practice pack', () => {
  const replies = pack.flatMap((known) => known.replies);
  const notesOn = (beginning: string) => {
    const found = replies.find(({ text }) => text.startsWith(beginning));
    return `${found?.merits} · ${found?.flaws}`;
  };

  it('count what is there', () => {
    const words = (text: string) => text.split(/\s+/).length;
    const textOf = (beginning: string) => replies.find(({ text }) => text.startsWith(beginning))?.text ?? '';
    expect(notesOn('Great question!')).toContain('more than seventy words');
    expect(words(textOf('Great question!'))).toBeGreaterThan(70);
    expect(notesOn('Affect = verb.')).toContain('in four words');
    expect(words(textOf('Affect = verb.').replaceAll('= ', ''))).toBe(4);
    expect(notesOn('Bandit, Rascal')).toContain('gives twelve');
    expect(textOf('Bandit, Rascal').split(/, | and /)).toHaveLength(12);
    expect(notesOn('Undoing a commit')).toContain('five cases');
    expect(textOf('Undoing a commit').match(/^\*\*\d\./gm)).toHaveLength(5);
    for (const { text, merits } of replies.filter((reply) => reply.merits.includes('in two sentences')))
      expect([merits, text.match(/[.!?](?=\s|$)/g)?.length]).toEqual([merits, 2]);
    for (const { text, merits } of replies.filter((reply) => reply.merits.includes('in one sentence')))
      expect([merits, text.match(/[.!?](?=\s|$)/g)?.length]).toEqual([merits, 1]);
  });

  it('name nothing that the reply they praise leaves unnamed', () => {
    // A capital inside a note is a name: it must stand in the reply, or in a flaw that misses it.
    for (const { text, merits } of replies)
      for (const name of merits.match(/(?<=\s)[A-Z][\w-]+/g) ?? []) expect(text).toContain(name);
    expect(notesOn('Sunlight is a mix')).not.toContain('Rayleigh');
  });

  it('praise no reply for what they blame it for', () => {
    const pairs = [
      [/can be sent as it is/, /must be changed/],
      [/\bcomplete\b/, /without a name/],
      [/\bexactly the\b/, /as well/],
      [/loses no work/, /loses/],
      [/is correct and/, /basket/],
    ] as const;
    for (const { merits, flaws } of replies)
      for (const [praise, blame] of pairs) expect(praise.test(merits) && blame.test(flaws)).toBe(false);
  });
});

describe('the practice judge', () => {
  const known = fc.constantFrom(...pack);
  const pairOf = known.chain(({ question, replies }) =>
    fc.record({
      question: fc.constant(question),
      pair: fc.shuffledSubarray([...replies], { minLength: 2, maxLength: 2 }),
    }),
  );

  it('prefers the best to the worst, in both orders and every time, and gives its reasons', () => {
    for (const { question, replies } of pack) {
      const sorted = [...replies].sort((a, b) => b.quality - a.quality);
      const [best, worst] = [sorted[0]?.text ?? '', sorted.at(-1)?.text ?? ''];
      for (const sample of [0, 1, 2]) {
        expect(judgePair(rrmUser(question, best, worst), sample)?.answer).toBe('\\boxed{Assistant 1}');
        const other = judgePair(rrmUser(question, worst, best), sample);
        expect(other?.answer).toBe('\\boxed{Assistant 2}');
        expect(other?.reasoning).toContain(sorted[0]?.merits);
        expect(other?.reasoning).toContain(sorted.at(-1)?.flaws);
        expect(other?.reasoning.split(/\s+/).length).toBeGreaterThan(80);
      }
    }
  });

  it('says it in other words in the other order and the next time, and the same when replayed', () => {
    fc.assert(
      fc.property(pairOf, ({ question, pair: [one, two] }) => {
        const said = [0, 1, 2, 3].flatMap((sample) =>
          [rrmUser(question, one!.text, two!.text), rrmUser(question, two!.text, one!.text)].map(
            (prompt) => judgePair(prompt, sample)?.reasoning ?? '',
          ),
        );
        expect(new Set(said.map((words) => words.replace(/[12]/g, ''))).size).toBe(8);
        expect(judgePair(rrmUser(question, one!.text, two!.text), 2)?.reasoning).toBe(said[4]);
      }),
    );
  });

  it('holds merits and flaws against the reply that has them, and ends with the one that it chose', () => {
    fc.assert(
      fc.property(pairOf, fc.nat(3), ({ question, pair: [one, two] }, sample) => {
        const said = judgePair(rrmUser(question, one!.text, two!.text), sample);
        const paragraphs = said?.reasoning.split('\n\n') ?? [];
        expect(paragraphs).toHaveLength(6);
        expect(paragraphs[0]).toBe(LABEL);
        for (const [at, reply] of [one!, two!].entries()) {
          const own = paragraphs[2 + at] ?? '';
          expect([own.includes(reply.merits), own.includes(reply.flaws)]).toEqual([true, true]);
          expect(own).toContain(`Assistant ${at + 1}`);
          expect(own).not.toContain(`Assistant ${2 - at}`);
        }
        const chosen = /Assistant [12]/.exec(said?.answer ?? '')?.[0];
        expect(paragraphs[5]?.match(/Assistant [12]/g)).toEqual([chosen]);
      }),
    );
  });

  it('says at once that its notes were written beforehand', () => {
    const [one, two] = pack[0]!.replies;
    expect(judgePair(rrmUser(pack[0]!.question, one!.text, two!.text))?.reasoning).toMatch(
      /^Practice judge: these notes .+ answer key/,
    );
  });

  it('gives no verdict on texts that it has no notes on', () => {
    const [one] = pack[0]!.replies;
    for (const [first, second] of [
      ['Some model’s text.', 'Another model’s text.'],
      [one!.text, 'Another model’s text.'],
    ] as const) {
      const said = judgePair(rrmUser('Who won in 1954?', first, second));
      expect(rrm.read(said?.answer ?? '')).toBeNull();
      expect(said?.reasoning).toContain('there are no notes');
    }
  });
});

describe('the practice models’ repertoire', () => {
  const goodOnes = (question: string) =>
    findQuestion(question)!
      .replies.filter(({ quality }) => quality >= 7)
      .map(({ text }) => text);

  it('gives whoever asks alone a good reply, whatever was said before', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pack), fc.array(fc.integer({ min: 0, max: 3000 })), ({ question }, pauses) => {
        let clock = 0;
        const repertoire = openRepertoire(() => clock);
        for (const pause of pauses) {
          clock += pause;
          repertoire.next(question);
        }
        clock += 1000;
        expect(goodOnes(question)).toContain(repertoire.next(question));
      }),
    );
  });

  it('repeats no reply among those that are asked for together', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pack), ({ question, replies }) => {
        const repertoire = openRepertoire(() => 0);
        const said = replies.map(() => repertoire.next(question));
        expect(new Set(said)).toEqual(new Set(replies.map(({ text }) => text)));
      }),
    );
  });

  it('says one and the same to every question outside the pack, with questions that it knows', () => {
    const unknown = fc.string({ maxLength: 60 }).filter((asked) => findQuestion(asked) === null);
    fc.assert(
      fc.property(unknown, unknown, (one, two) => {
        const repertoire = openRepertoire();
        const said = repertoire.next(one);
        expect(repertoire.next(two)).toBe(said);
        const offered = [...said.matchAll(/^- ([^*].+)$/gm)].map(([, line]) => line);
        expect(offered).toEqual(offeredQuestions);
      }),
    );
    for (const question of offeredQuestions) expect(findQuestion(question)?.question).toBe(question);
  });

  it('says in a conversation that it cannot go on from an answer', () => {
    const repertoire = openRepertoire();
    expect(repertoire.next('And at sunset?', { before: ['Why is the sky blue?'] })).toContain(
      'cannot go on from an answer',
    );
    expect(repertoire.next('And at sunset?', { before: [] })).toContain('yours is none of them');
  });
});

describe('the practice models, through the real SDKs', () => {
  let practice: PracticeModels;
  beforeAll(async () => {
    practice = await startPracticeModels({ pace: 0 });
  });
  afterAll(() => practice.close());
  const open = () => openModels({ anthropicApiKey: 'practice', anthropicBaseUrl: practice.anthropicBaseUrl });
  const ask = (content: string) => ({
    messages: [{ role: 'user' as const, content }],
    maxTokens: 1000,
    temperature: 0.7,
  });

  it('give different replies to one question, whichever model is asked', async () => {
    for (const { question, replies } of pack) {
      const asked = replies.map((_, i) => open()(practice.candidateModels[i % 3] ?? '').reply(ask(question)));
      const texts = (await Promise.all(asked)).map(({ text }) => text);
      expect(new Set(texts)).toEqual(new Set(replies.map(({ text }) => text)));
    }
  });

  it('say what they are when they do not know, and how to use a real one', async () => {
    const asked = Array.from({ length: 6 }, () =>
      open()(practice.candidateModels[0] ?? '').reply(ask('Who won in 1954?')),
    );
    const said = (await Promise.all(asked)).map(({ text }) => text);
    expect(new Set(said).size).toBe(1);
    const texts = said.join('\n');
    for (const words of ['practice model', 'ANTHROPIC_API_KEY', 'HF_TOKEN', 'CANDIDATE_MODELS', 'JUDGE_MODEL'])
      expect(texts).toContain(words);
    for (const [, name = ''] of texts.matchAll(/_MODELS?=(\S+?)`/g)) expect(keyNeededFor(name)).toBeNull();
  });

  it('judge in RRM’s own format', async () => {
    const [one, two] = pack[0]?.replies ?? [];
    const user = rrmUser(pack[0]?.question ?? '', one?.text ?? '', two?.text ?? '');
    const reply = await open()(practice.judgeModel).reply({ system: rrmSystem, ...ask(user) });
    expect(reply.text).toMatch(/^<think>[\s\S]+<\/think>\s+\\boxed\{Assistant [12]\}$/);
    expect(reply.usage.outputTokens).toBeGreaterThan(50);
  });
});

describe('a question that needs more than its words', () => {
  const { followUp, file } = specialQuestions;
  const asked = `${file.question}\n\nThe file ${file.name}:\n\n${file.text.trim()}`;
  const texts = (of: PracticeQuestion) => of.replies.map(({ text }) => text);

  it('is known with its file alone, and with no other', () => {
    const { next } = openRepertoire();
    expect(texts(withFile)).toContain(next(asked));
    expect(next(file.question)).toContain('none of them');
    expect(next(asked.replace('206.00', '196.00'))).toContain('none of them');
    expect(next(`Why is the sky blue?\n\nThe file x.txt:\n\nNothing`)).toContain('none of them');
  });

  it('is known after the answer that it goes on from, and after no other', () => {
    const { next } = openRepertoire();
    expect(texts(special)).toContain(next(followUp.question, { before: ['How do magnets work?', followUp.first] }));
    expect(next(followUp.question, { before: ['How do vaccines work?'] })).toContain('cannot go on');
    expect(next(followUp.question)).toContain('none of them');
  });

  it('has replies that the judge knows, of clearly different quality', () => {
    for (const { question, replies } of [special, withFile]) {
      const [best, worst] = [...replies]
        .sort((a, b) => b.quality - a.quality)
        .filter((_, i, all) => i === 0 || i === all.length - 1);
      const judged = judgePair(rrmUser(question, best?.text ?? '', worst?.text ?? ''));
      expect(judged?.answer).toContain('Assistant 1');
      for (const { merits, flaws } of replies) expect(merits + flaws).not.toMatch(/\.$/);
    }
  });

  it('adds up in the notes as in the file', () => {
    const prices = [...file.text.matchAll(/^(?!total).+?(\d+\.\d\d)$/gm)].map(([, price]) => Number(price));
    const sum = prices.reduce((total, price) => total + price, 0).toFixed(2);
    expect(prices).toHaveLength(4);
    expect(withFile.replies[0]?.text).toContain(`**${sum}**`);
    expect(file.text).not.toContain(sum);
  });
});
