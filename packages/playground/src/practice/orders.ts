/**
 * What a gullible model takes from a text that it should take nothing from: a side, or a reply's words. The
 * defences of the loop are tried on it.
 */
export interface Orders {
  side: 'first' | 'second' | null;
  /** The reply that has these words is to be preferred. */
  words: string | null;
}

const FIRST =
  /\b(?:reply a|answer a|always a|choose a|pick a|prefer a|a is better|(?:the )?first (?:one|reply|answer)|(?:pick|choose|prefer) the first)\b(?! \w+ly)|\[\[a\]\]/i;
const SECOND =
  /\b(?:reply b|answer b|always b|choose b|pick b|prefer b|b is better|(?:the )?second (?:one|reply|answer)|(?:pick|choose|prefer) the second)\b|\[\[b\]\]/i;
const WORDS =
  /\b(?:repl(?:y|ies)|answers?|one|whatever|text) that (?:says?|contains?|mentions?|has|have|starts? with|begins? with) (?!what |where |how |so )(?:the words? )?["“']?([^"”'.\n]{3,200})/i;

/** Reads commands out of one rule. A reply that is called "a short one" is none. */
export function ordersIn(rule: string): Orders {
  const [isFirst, isSecond] = [FIRST.test(rule), SECOND.test(rule)];
  return {
    side: isFirst === isSecond ? null : isFirst ? 'first' : 'second',
    words: WORDS.exec(rule)?.[1]?.trim().toLowerCase() ?? null,
  };
}
