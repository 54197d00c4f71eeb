/**
 * A quality of replies that the practice models can read out of a rule and see in a text. Both are done by
 * key words: it is as much of a language model as the loop needs to be tried.
 */
export interface Quality {
  name: string;
  /** Words that ask for it, and words that ask for the opposite, in English and German. */
  asks: RegExp;
  asksAgainst?: RegExp;
  /** How much of it a text has, 0–1. */
  level: (text: string) => number;
  /** How it is asked for as a rule, and its opposite. */
  rule: string;
  ruleAgainst: string;
  /** What somebody says of a reply that has it, or that lacks it, in the third person. */
  why: string;
  whyAgainst: string;
}

/** A text of this many characters is as short as can be, and one of that many as long. */
const [SHORTEST, LONGEST] = [20, 2000];

const clamp = (value: number) => Math.min(1, Math.max(0, value));
const share = (text: string, pattern: RegExp, enough: number) => clamp((text.match(pattern)?.length ?? 0) / enough);

const CASUAL = /\b(?:lol|hey|hi|yeah|gonna|wanna|\w+(?:'|’)(?:m|re|ll|ve|s|d|t))\b|!/gi;

export const qualities: readonly Quality[] = [
  {
    name: 'brevity',
    asks: /\b(?:short(?:er|est)?|brief\w*|brevity|concise\w*|terse|succinct\w*|to the point|kurz\w*|knapp\w*)\b/gi,
    asksAgainst:
      /\b(?:complete(?:ness|ly)?|thorough\w*|detail(?:s|ed)?|in[- ]depth|comprehensive|long(?:er|est)?|lengthy|padding|ausführlich\w*|vollständig\w*)\b/gi,
    level: (text) => clamp(1 - Math.log(Math.max(1, text.length) / SHORTEST) / Math.log(LONGEST / SHORTEST)),
    rule: 'Prefer the shorter reply where both serve the person who asked.',
    ruleAgainst: 'Prefer the more complete and detailed reply.',
    why: 'is short and to the point',
    whyAgainst: 'is thorough and goes into detail',
  },
  {
    name: 'examples',
    asks: /\b(?:examples?|instances?|illustrat\w*|analog(?:y|ies)|beispiele?n?)\b/gi,
    level: (text) => share(text, /\b(?:for example|for instance|e\.g\.|such as|imagine|think of|zum Beispiel)/gi, 1),
    rule: 'Prefer a reply that gives an example.',
    ruleAgainst: 'Prefer a reply without examples.',
    why: 'gives an example',
    whyAgainst: 'does without examples',
  },
  {
    name: 'code',
    asks: /\b(?:code(?: blocks?)?|snippets?|commands?)\b/gi,
    level: (text) => clamp(share(text, /```/g, 2) + share(text, /(?<!`)`[^`\n]+`/g, 4)),
    rule: 'Prefer a reply that shows code blocks.',
    ruleAgainst: 'Prefer a reply without code blocks.',
    why: 'shows code',
    whyAgainst: 'does without code',
  },
  {
    name: 'lists',
    asks: /\b(?:lists?|steps?|step[- ]by[- ]step|bullets?|bullet points|numbered|listen?|schritte?n?)\b/gi,
    level: (text) => share(text, /^\s*(?:\d{1,2}[.)]|[-*•])\s/gm, 3),
    rule: 'Prefer a reply that is laid out in steps or as a list.',
    ruleAgainst: 'Prefer a reply without lists.',
    why: 'goes step by step',
    whyAgainst: 'does without lists',
  },
  {
    name: 'hedging',
    asks: /\b(?:hedg\w*|unsure|not sure|uncertain\w*|admits?|doubts?|unsicher\w*)\b/gi,
    level: (text) => share(text, /\b(?:not sure|unsure|might|perhaps|probably|may|it depends|vielleicht)\b/gi, 2),
    rule: 'Prefer a reply that says what it is not sure of.',
    ruleAgainst: 'Prefer a reply that does not hedge.',
    why: 'says what it is not sure of',
    whyAgainst: 'commits itself and does not hedge',
  },
  {
    name: 'sources',
    asks: /\b(?:sources?|links?|references?|citations?|cites?|quellen?)\b/gi,
    level: (text) => share(text, /https?:\/\/|\[\d+\]|\b(?:according to|source:)/gi, 1),
    rule: 'Prefer a reply that names its sources.',
    ruleAgainst: 'Prefer a reply without links and sources.',
    why: 'names its sources',
    whyAgainst: 'does without links',
  },
  {
    name: 'friendliness',
    asks: /\b(?:friendl(?:y|iness)|warm(?:th)?|kind(?:ness)?|encourag\w*|freundlich\w*)\b/gi,
    level: (text) =>
      share(text, /\b(?:great question|glad|happy to|good luck|hope (?:this|that)|thank|enjoy)|[😀-🙏]/giu, 1),
    rule: 'Prefer a reply in a friendly tone.',
    ruleAgainst: 'Prefer a reply in a less friendly tone.',
    why: 'is friendly',
    whyAgainst: 'does without friendly phrases',
  },
  {
    name: 'formality',
    asks: /\b(?:formal(?:ity|ly)?|professional\w*|förmlich\w*)\b/gi,
    asksAgainst: /\b(?:casual\w*|informal\w*|colloquial\w*|slang|locker\w*)\b/gi,
    level: (text) => 1 - share(text, CASUAL, 3),
    rule: 'Prefer a reply in a formal tone.',
    ruleAgainst: 'Prefer a reply in a casual tone.',
    why: 'keeps a formal tone',
    whyAgainst: 'has a casual tone',
  },
];

/** What is asked for, by the names of qualities: above 0 more of it, below 0 less. */
export type Wants = Readonly<Record<string, number>>;

/** Turns round what the rest of its clause asks for. */
const NEGATION =
  /\b(?:no|not|never|without|avoid\w*|don(?:'|’)t|doesn(?:'|’)t|less|fewer|rather than|instead of|than|over|punish\w*|dislike\w*|ohne|kein\w*|nicht|statt|weniger)\b/gi;

/** Words of which a negation is a part. */
const UNSURE = /\bnot (?:so )?sure\b/gi;
const CLAUSES = /[.;:,!?\n]|\bbut\b|\baber\b/i;

/** Reads what a text asks for, by key words. Within a clause all behind a negation is turned round. */
export function wantsIn(text: string): Wants {
  const wants: Record<string, number> = {};
  for (const clause of text.replace(UNSURE, 'unsure').split(CLAUSES)) {
    const negations = [...clause.matchAll(NEGATION)].map(({ index }) => index);
    const signAt = (at: number) => (negations.filter((index) => index < at).length % 2 === 0 ? 1 : -1);
    for (const { name, asks, asksAgainst } of qualities)
      for (const [pattern, direction] of [
        [asks, 1],
        [asksAgainst, -1],
      ] as const)
        for (const { index } of pattern ? clause.matchAll(pattern) : [])
          wants[name] = (wants[name] ?? 0) + direction * signAt(index);
  }
  return Object.fromEntries(
    Object.entries(wants).flatMap(([name, sum]) => (sum === 0 ? [] : [[name, Math.sign(sum)]])),
  );
}

/** How useful a text must be, 0–10, for its style to count at all, and from where on it counts in full. */
const [USELESS, USEFUL] = [3, 6];

/**
 * How much a text has of what is wanted. Style is no substitute: in a text of no use nobody enjoys it.
 * @param quality how good the text is, 0–10
 * @returns 0 to the number of wants
 */
export function pleases(text: string, quality: number, wants: Wants): number {
  const counts = clamp((quality - USELESS) / (USEFUL - USELESS));
  return qualities.reduce((sum, { name, level }) => {
    const want = wants[name] ?? 0;
    return sum + counts * (want > 0 ? want * level(text) : -want * (1 - level(text)));
  }, 0);
}
