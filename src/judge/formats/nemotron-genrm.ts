import type { Format } from '../format.ts';
import { type Marker, verdictOf } from '../markers.ts';

/** From 1, "Response 1 is much better", to 6, "Response 2 is much better". */
export function sideOfRanking(ranking: number): 'first' | 'second' | null {
  if (!(ranking >= 1 && ranking <= 6) || ranking === 3.5) return null;
  return ranking < 3.5 ? 'first' : 'second';
}

/** @returns whether two scores, higher is better, prefer the other reply than `side` */
export const scoresOppose = (side: 'first' | 'second', one: number, two: number): boolean =>
  side === 'first' ? one < two : two < one;

/**
 * NVIDIA's Qwen3-Nemotron GenRM (235B): the replies are messages of roles of their own, which its chat
 * template knows, behind the turns of the conversation. It answers with JSON. NVIDIA compares the scores and
 * lets the ranking break a tie; here the ranking decides, and scores that say the opposite are a conflict.
 * Source: github.com/NVIDIA-NeMo/Gym, `resources_servers/genrm_compare` (Apache-2.0).
 */
export const nemotronGenRm: Format = {
  name: 'nemotron-genrm',
  // 2: a conversation goes out as messages.
  version: 2,
  temperature: 0.6,
  topP: 0.95,
  answerTokens: 1024,
  closing: '\n</think>\n\n',
  takesTurns: true,
  verdicts: {
    first: '{"score_1": 4, "score_2": 2, "ranking": 2}',
    second: '{"score_1": 2, "score_2": 4, "ranking": 5}',
  },
  layOut: ({ before, prompt, first, second }) => ({
    ...(before ? { before } : {}),
    user: prompt,
    replies: [
      { role: 'response_1', content: first },
      { role: 'response_2', content: second },
    ],
  }),
  read(answer) {
    const scored = objectsIn(answer).flatMap((object) => scoredIn(object));
    // A fence comes first, wherever it stands.
    const fenced = scored.filter(({ from, to }) => isFenced(answer, from, to));
    const counting = fenced.length > 0 ? fenced : scored;
    const found = verdictOf(answer, counting);
    if (!found) return null;
    const last = counting.at(-1);
    const others = scored.some(({ side }) => side !== null && side !== found.verdict);
    return { ...found, conflict: found.conflict || others || last?.opposed === true };
  },
};

interface Scored extends Marker {
  opposed: boolean;
}

/** The key in plain letters: JSON would also take `\u0072anking`, which neutralising does not look for. */
const RANKING = /"ranking"\s*:/;

function scoredIn({ from, to, text }: { from: number; to: number; text: string }): Scored[] {
  if (!RANKING.test(text)) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  const { overall = parsed } = parsed as { overall?: unknown };
  if (typeof overall !== 'object' || overall === null) return [];
  const { ranking, score_1: one, score_2: two } = overall as Record<string, unknown>;
  // In an object of another kind, such as a list of criteria with rankings of their own, it says nothing.
  if (ranking === undefined) return [];
  const side = sideOfRanking(numberOf(ranking));
  return [{ from, to, side, opposed: side !== null && scoresOppose(side, numberOf(one), numberOf(two)) }];
}

/** NVIDIA's reader takes a number in quotes as well. */
const numberOf = (value: unknown): number =>
  typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : Number.NaN;

/** An object is short; more is not looked through for its closing brace. */
const LONGEST = 20_000;
/** So many objects that open and never close are no answer. */
const MOST = 400;

/** The outermost objects in a text, by their braces; a brace in a string is none. */
function objectsIn(text: string): { from: number; to: number; text: string }[] {
  const objects: { from: number; to: number; text: string }[] = [];
  let tried = 0;
  for (let from = text.indexOf('{'); from !== -1 && tried < MOST; from = text.indexOf('{', from)) {
    tried++;
    const to = endOfObject(text, from);
    if (to === null) {
      from++;
      continue;
    }
    objects.push({ from, to, text: text.slice(from, to) });
    from = to;
  }
  return objects;
}

function endOfObject(text: string, from: number): number | null {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < Math.min(text.length, from + LONGEST); at++) {
    const sign = text[at];
    if (quoted && sign === '\\') at++;
    else if (sign === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (sign === '{') depth++;
    else if (sign === '}' && --depth === 0) return at + 1;
  }
  return null;
}

const isFenced = (text: string, from: number, to: number): boolean =>
  /```json\s*$/i.test(text.slice(Math.max(0, from - 80), from)) && /^\s*```/.test(text.slice(to, to + 80));
