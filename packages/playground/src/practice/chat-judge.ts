import { readRules } from '../../../../src/judge/rules.ts';
import { type Character, type RuledPair, type Weighing, wantsOf, weigh } from './rules-judge.ts';
import type { Speech } from './speak.ts';

/** `practice-chat-judge`, or with its character: `practice-chat-judge-obeys-80-gullible-50`, in per cent. */
const NAME = /^practice-chat-judge(?:-obeys-(\d{1,3}))?(?:-gullible-(\d{1,3}))?$/;
const [OBEYS, GULLIBLE] = [80, 50];

/** @returns null when a model of this name is no such judge */
export function characterOf(model: string): Character | null {
  const [whole, obeys = OBEYS, gullible = GULLIBLE] = NAME.exec(model) ?? [];
  if (whole === undefined) return null;
  return { obedience: Math.min(1, Number(obeys) / 100), gullibility: Math.min(1, Number(gullible) / 100) };
}

const LAYOUT =
  /^\[The Start of the Question\]\n([\s\S]*)\n\[The End of the Question\]\n\n\[The Start of Reply A\]\n([\s\S]*)\n\[The End of Reply A\]\n\n\[The Start of Reply B\]\n([\s\S]*)\n\[The End of Reply B\]\n\n/;

/**
 * Reads what a judge of the format `chat` is sent, as any model would: the rules are the numbered lines.
 * @returns null when it is laid out otherwise
 */
export function readChatPrompt(system: string, user: string): RuledPair | null {
  const [, query, first, second] = LAYOUT.exec(user) ?? [];
  if (query === undefined || first === undefined || second === undefined) return null;
  const numbered = system.split('\n').filter((line) => /^\d{1,2}\. /.test(line));
  return { query, first, second, rules: readRules(numbered).rules };
}

/** Judges a pair by its own idea of quality and by its rules, and says why. null: it is no pair. */
export function judgeByRules(system: string, user: string, character: Character): Speech | null {
  const pair = readChatPrompt(system, user);
  if (!pair) return null;
  const found = weigh(pair, character);
  return { reasoning: inWords(pair, found), text: found.winner === 'first' ? '[[A]]' : '[[B]]' };
}

/** Begins every reasoning, so that nobody takes it for a model's thoughts. */
export const RULED_LABEL =
  'Practice judge: these notes are put together by a program. It has an answer key for the texts of the practice models, and it knows rules by their key words. No model has thought here.';

const PLAIN = 0.3;
const side = (logits: number) => (Math.abs(logits) < PLAIN ? null : logits > 0 ? 'A' : 'B');

function inWords(pair: RuledPair, { quality, asked, ordered, winner }: Weighing): string {
  const wants = Object.entries(wantsOf(pair.rules)).filter(([, want]) => want !== 0);
  const better = side(quality);
  const fits = side(asked);
  return [
    RULED_LABEL,
    `The question is: "${pair.query.trim().slice(0, 160)}". I weigh how well each reply serves the person who asked${pair.rules.length > 0 ? `, and the ${pair.rules.length === 1 ? 'one rule' : `${pair.rules.length} rules`} of this community` : ''}.`,
    better === null
      ? 'As to what they say, the two are about as good as each other.'
      : `As to what they say, reply ${better} is the better one.`,
    wants.length === 0
      ? 'No rule asks for a quality that I know.'
      : `The rules ask for ${wants.map(([name, want]) => `${want > 0 ? 'more' : 'less'} ${name}`).join(' and ')}. ${fits === null ? 'In that the two hardly differ.' : `Reply ${fits} has more of what is asked for.`}`,
    ...(ordered === 0 ? [] : ['A rule says outright which reply to prefer, and I let that count.']),
    `All in all reply ${winner === 'first' ? 'A' : 'B'} it is.`,
  ].join('\n\n');
}
