import { type Code, codeAt, writtenCode } from '../markdown-code.ts';

/**
 * How models mark a thought inside their text: one table for judges, candidates and `reward.py`. Sources: the
 * chat templates and reasoning parsers of vLLM, SGLang and llama.cpp.
 */
export interface ThoughtFamily {
  models: string;
  /** Sources of regular expressions, case-insensitive. */
  open: string;
  close: string;
  /** What ends a thought, as a replacement of the mark that opened it. */
  end: string;
}

export const thoughtFamilies: readonly ThoughtFamily[] = [
  {
    models: 'R1 and its kind, QwQ, Qwen, GLM, MiniMax, Phi, EXAONE, Hunyuan, models prompted to think',
    open: '<(think(?:ing)?|thoughts?|reasoning)>',
    close: '</(?:think(?:ing)?|thoughts?|reasoning)>',
    end: '</$1>',
  },
  {
    models: 'Seed, MiniMax, LongCat',
    open: '<((?:seed|mm):think|longcat_think)>',
    close: '</(?:(?:seed|mm):think|longcat_think)>',
    end: '</$1>',
  },
  { models: 'Magistral', open: String.raw`\[THINK\]`, close: String.raw`\[/THINK\]`, end: '[/THINK]' },
  { models: 'Kimi', open: '◁think▷', close: '◁/think▷', end: '◁/think▷' },
  {
    models: 'Command',
    open: String.raw`<\|START_THINKING\|>`,
    close: String.raw`<\|END_THINKING\|>`,
    end: '<|END_THINKING|>',
  },
  {
    models: 'OpenThinker',
    open: String.raw`<\|begin_of_thought\|>`,
    close: String.raw`<\|end_of_thought\|>`,
    end: '<|end_of_thought|>',
  },
  {
    models: 'gpt-oss',
    // A call of a tool has its name, and its form, between the two.
    open: String.raw`<\|channel\|>(?:analysis|commentary)[^<>|]{0,80}(?:<\|constrain\|>[^<>|]{0,20})?<\|message\|>`,
    close: String.raw`<\|channel\|>(?:final|assistant)[^<>|]{0,40}(?:<\|constrain\|>[^<>|]{0,20})?<\|message\|>`,
    end: '<|end|><|start|>assistant<|channel|>final<|message|>',
  },
  { models: 'Gemma 4', open: String.raw`<\|channel>thought\b`, close: String.raw`<channel\|>`, end: '<channel|>' },
  { models: 'MedGemma', open: '<unused94>(?:thought\\b)?', close: '<unused95>', end: '<unused95>' },
];

const openSource = thoughtFamilies.map(({ open }) => open).join('|');
const closeSource = thoughtFamilies.map(({ close }) => close).join('|');

/** Every opening mark of a thought. */
export const OPENINGS = new RegExp(openSource, 'gi');
/** Every closing mark of a thought. */
export const CLOSINGS = new RegExp(closeSource, 'gi');

/** A mark that opens a thought, at the beginning of a line: elsewhere a sentence may be about it. */
const OPENED = new RegExp(String.raw`^[ \t]*(${openSource})`, 'im');
const ENDS = thoughtFamilies.map(({ open, end }) => ({ mark: new RegExp(`^${open}$`, 'i'), end }));

/** gpt-oss when a server drops its special tokens: `analysis…assistantfinal…`. */
const BARE_CHANNELS = /^\s*analysis(?=[\p{Lu}\d"'“(]).*?assistantfinal/su;

export interface Thought {
  /** Without its marks; '' if none. */
  thought: string;
  answer: string;
  /** Whether a closing mark ended the thought. */
  ended: boolean;
}

/**
 * Splits a judge's reply. Only what stands after the LAST closing mark is answer: a thought weighs both sides
 * and often names the loser last. An opening mark behind it begins a thought that never ended.
 */
export function splitAtLastThought(text: string): Thought {
  const bare = BARE_CHANNELS.exec(text)?.[0].length ?? 0;
  const last = [...text.matchAll(CLOSINGS)].at(-1);
  const end = Math.max(bare, last ? last.index + last[0].length : 0);
  const rest = text.slice(end);
  const open = rest.search(OPENINGS);
  const answer = open === -1 ? rest : rest.slice(0, open);
  const parts = [text.slice(0, end), open === -1 ? '' : rest.slice(open)];
  const thought = parts.map((part) => part.replace(CLOSINGS, '').replace(OPENINGS, '').trim()).filter(Boolean);
  return { thought: thought.join('\n\n'), answer: answer.trim(), ended: end > 0 };
}

/**
 * What ends the thought in which a judge's reply breaks off, in the manner of the family that opened it.
 * @returns null when the reply shows no thought that is still open
 */
export function endOfOpenThought(text: string): string | null {
  const last = [...text.matchAll(CLOSINGS)].at(-1);
  const opened = OPENED.exec(last ? text.slice(last.index + last[0].length) : text)?.[1] ?? '';
  const family = ENDS.find(({ mark }) => mark.test(opened));
  return family ? opened.replace(family.mark, family.end) : null;
}

/**
 * Removes the thoughts from an answer that people will read. A mark counts outside code only, and not where
 * the text talks about it: whoever asks what `<think>` does gets the whole answer.
 */
export function withoutThoughts(original: string): string {
  const text = original.replace(BARE_CHANNELS, '');
  const inCode = codeAt(writtenCode(text));
  const marksOf = (pattern: RegExp, mayBegin: boolean, counts: (code: Code | null) => boolean) =>
    [...text.matchAll(pattern)]
      .map(({ index, 0: mark }) => ({ from: index, to: index + mark.length }))
      .filter(({ from, to }) => counts(inCode(from)) && !isMention(text, from, to, mayBegin));
  const openings = marksOf(OPENINGS, true, (code) => code === null);
  // A thought may break off in a block of code, which then never closes: its end is one all the same, unless
  // the block shows a beginning too.
  const endsHere = (code: Code | null) =>
    code === null || (!code.closed && text.slice(code.from, code.to).search(OPENINGS) === -1);
  // A reply may well begin with the end of a thought that its template opened.
  const closings = marksOf(CLOSINGS, false, endsHere);
  const begins = openings[0] !== undefined && text.slice(0, openings[0].from).trim() === '';
  const last = closings.at(-1);

  if (begins && !last) {
    // A thought at the beginning ends even where its own text seems to have opened code.
    const first = [...text.matchAll(CLOSINGS)].find(({ index }) => index >= openings[0]!.to);
    return first ? text.slice(first.index + first[0].length).trim() : '';
  }
  // The model opened its thought, or the template did: whatever stands before the last closing mark is
  // thought.
  if (last && (begins || openings[0] === undefined || openings[0].from > closings[0]!.from))
    return cutBefore(text, last.to, openings.find(({ from }) => from > last.from)?.from);
  return last ? withoutBlocks(text, openings, closings) : cutBefore(text, 0, openings[0]?.from);
}

const cutBefore = (text: string, from: number, to: number | undefined): string => text.slice(from, to).trim();

interface Mark {
  from: number;
  to: number;
}

/** Removes whole blocks of thought that stand on lines of their own, behind a first sentence. */
function withoutBlocks(text: string, openings: readonly Mark[], closings: readonly Mark[]): string {
  const isOnLineOfItsOwn = ({ from, to }: Mark) =>
    /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, from - 40), from)) && /^[ \t]*(?:\n|$)/.test(text.slice(to, to + 40));
  const ends = closings.filter(isOnLineOfItsOwn);
  const kept: string[] = [];
  let done = 0;
  let next = 0;
  for (const opening of openings.filter(isOnLineOfItsOwn)) {
    if (opening.from < done) continue;
    while (ends[next] !== undefined && ends[next]!.from < opening.to) next++;
    const end = ends[next];
    if (!end) break;
    kept.push(text.slice(done, opening.from));
    done = end.to;
  }
  return [...kept, text.slice(done)].join('').trim();
}

/** Whether a sentence talks about a mark: it stands in quotes, or between words of one line. */
function isMention(text: string, from: number, to: number, mayBegin: boolean): boolean {
  const before = text.slice(Math.max(0, from - 3), from);
  const after = text.slice(to, to + 2);
  if (/\s["'“‘«(]$/.test(before) && /^["'”’»)]/.test(after)) return true;
  const isBehindWords = (mayBegin && from === 0) || /(?:[\p{L}\d,;:] |(?:^|\n)[-*] )$/u.test(before);
  return isBehindWords && /^(?: \p{Ll}|[.,;:!?)](?:\s|$))/u.test(after);
}
