import { withoutInvisible } from '../../invisible.ts';
import { fold } from '../../judge/fold.ts';
import { neutralise } from '../../judge/neutralise.ts';
import { RULES } from '../../judge/rules.ts';
import type { Duel } from './duel.ts';
import { forbidden } from './forbidden.ts';

/** Why a proposed rule is none. */
export type NoRule = 'side' | 'judge' | 'name' | 'quote' | 'words' | 'topic';

/** The same in words. */
export const whyNoRule: Readonly<Record<NoRule, string>> = {
  side: 'it names a side or a place instead of a quality',
  judge: 'it speaks to the judge about how to answer',
  name: 'it names a person, a model, an account or an address',
  quote: 'it quotes a question, a reply or somebody’s words',
  words: 'it asks for exact words, which anybody could write',
  topic: 'it is about single questions instead of a quality',
};

/** So many words in a row are no accident. */
const QUOTE = 6;

/** What the rules of one run are held against. */
export interface Screen {
  /** @returns why a rule is none; null where it may be one */
  admit(rule: string): NoRule | null;
}

/**
 * Opens the screen before a list is tried. It knows what attacks look like, in English and German, and what
 * the writer was shown. What passes it still has to earn its place on votes that nobody has seen: this is the
 * first of several defences, and errs on the side of leaving out.
 * @param train the duels that rules are made from
 * @param names names of models and people beside those that everybody knows
 */
export function openScreen(train: readonly Duel[], names: readonly string[] = []): Screen {
  const texts = train.map(({ prompt, a, b, whys }) => [prompt, a, b, ...whys.map(({ text }) => text)].map(wordsIn));
  const runs = new Set(texts.flat().flatMap((words) => runsOf(words)));
  const whole = new Set(
    texts
      .flat()
      .filter(({ length }) => length >= 3)
      .map((words) => words.join(' ')),
  );
  const prompts = train.map(({ prompt }) => new Set(wordsIn(prompt).filter(isTelling)));
  const often = countIn(prompts);
  const known = names.map((name) => wordsIn(name).join(' ')).filter((name) => name.length >= 3);
  return {
    admit(rule) {
      // What follows is for texts within the bounds of a rule.
      if (rule.length > 2 * RULES.length) return 'words';
      if (neutralise(rule).notes.length > 0) return 'judge';
      const folded = fold(withoutInvisible(rule)).text;
      const found = forbidden.find(([, pattern]) => pattern.test(folded) || pattern.test(rule));
      if (found) return found[0];
      if (namesSide(folded)) return 'side';
      const words = wordsIn(rule);
      const said = ` ${words.join(' ')} `;
      if (known.some((name) => said.includes(` ${name} `)) || namesSomebody(folded)) return 'name';
      if (runsOf(words).some((run) => runs.has(run)) || whole.has(words.join(' '))) return 'quote';
      if (words.length < 2 || words.some(({ length }) => length > 30)) return 'words';
      // Two words of one question that hardly any other question has.
      const telling = words.filter(
        (word) => isTelling(word) && (often.get(word) ?? 0) <= Math.max(1, train.length / 20),
      );
      return prompts.some((own) => new Set(telling.filter((word) => own.has(word))).size >= 2) ? 'topic' : null;
    },
  };
}

/** A capital letter by itself; "A" may also begin a sentence. */
const namesSide = (text: string): boolean =>
  /(?<!^\s*|[.!?:]\s+)\bA\b(?![.'’-]?\w)|^\s*A\s*(?:$|[,.;:>]|\b(?:is|wins?|beats?|over|should|must|always|gets|has|ist|gewinnt)\b)/.test(
    text,
  );

const GERMAN =
  /\b(?:der|die|das|und|nicht|mit|ist|eine?[nmrs]?|oder|statt|als|auf|den|dem|des|soll(?:te|en)?|sind|wird)\b/gi;
/** What is written with a capital and is nobody's name. */
const THINGS = /^(?:I|Markdown|English|German|Discord|Unicode|[A-Z]{2,5}s?)$/;

/** A capitalised word inside an English sentence. German writes every noun so. */
function namesSomebody(text: string): boolean {
  if ((text.match(GERMAN) ?? []).length >= 2) return false;
  return [...text.matchAll(/(?<![.!?:]\s{1,3}|^\s*[("]?)(?<=[\s(])[A-Z][\p{L}'’]+/gu)].some(
    ([word]) => !THINGS.test(word),
  );
}

const wordsIn = (text: string): string[] =>
  fold(withoutInvisible(text))
    .text.toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

const runsOf = (words: readonly string[]): string[] =>
  words.slice(0, Math.max(0, words.length - QUOTE + 1)).map((_, i) => words.slice(i, i + QUOTE).join(' '));

/** Long enough to be about something, and no word for a quality of replies. */
const isTelling = (word: string): boolean => word.length >= 5 && !QUALITIES.test(word);
const QUALITIES =
  /^(?:repl|answer|respon|question|quest|short|long|brief|concis|complet|thorough|detail|exampl|step|clear|correct|accura|simple|plain|explain|explan|reason|sourc|cit|link|list|format|structur|direct|friendl|polite|formal|tone|style|honest|uncertain|useful|helpful|practic|safe|warn|every|about|which|where|there|their|should|would|could|before|after|than|rather|instead|with|without|people|person|point|facts?|first|prefer|avoid|value|better|kurz|lang|antwort|frage|beispiel|klar|einfach|richtig|vollst)/;

function countIn(sets: readonly ReadonlySet<string>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const set of sets) for (const word of set) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
