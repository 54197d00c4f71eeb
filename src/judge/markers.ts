/** Whom a judge's answer names. `Side` is what its markers can say. */
export interface ReadVerdict<Side extends string = 'first' | 'second'> {
  verdict: Side;
  /** Two different markers stand in the answer; the last one counts. */
  conflict: boolean;
  /** Where the last marker ends in the answer. */
  end: number;
}

/** One marker of a verdict; `side` is null where it names neither of the two. */
export interface Marker<Side extends string = 'first' | 'second'> {
  from: number;
  to: number;
  side: Side | null;
}

/** What stands between two markers when a sentence offers both, as our own instructions do. */
const OFFERED = /^\s*(?:if [^.\n]{1,60}? is better\s*)?(?:,?\s*(?:or|and|oder|und|vs\.?|versus)|[/|,])\s*$/i;
const QUOTES = /["'`“”‘’*$]/g;

/**
 * Reads the verdict that the last marker gives. Two different markers in one breath ("A or B") are a
 * quotation of what was asked, and count for nothing.
 * @param quoted further forms of a quotation: what stands between two markers that are offered, and behind
 * one that is not meant
 * @returns null where nobody is named, or the last marker names neither
 */
export function verdictOf<Side extends string>(
  answer: string,
  markers: readonly Marker<Side>[],
  quoted?: { between: RegExp; behind: RegExp },
): ReadVerdict<Side> | null {
  const meant = markers.filter((marker, i) => {
    const isPair = (one: Marker<Side> | undefined, other: Marker<Side> | undefined) => {
      if (one === undefined || other === undefined || one.side === other.side) return false;
      const between = answer.slice(one.to, other.from).replace(QUOTES, '');
      return OFFERED.test(between) || quoted?.between.test(between) === true;
    };
    const { to } = marker;
    if (quoted?.behind.test(answer.slice(to, to + 20).replace(QUOTES, ''))) return false;
    return !isPair(marker, markers[i + 1]) && !isPair(markers[i - 1], marker);
  });
  const last = meant.at(-1);
  if (!last || last.side === null) return null;
  return {
    verdict: last.side,
    conflict: meant.some(({ side }) => side !== null && side !== last.side),
    end: last.to,
  };
}

/** Markers that a pattern finds; `side` reads its first group. */
export const markersOf = <Side extends string = 'first' | 'second'>(
  answer: string,
  pattern: RegExp,
  side: (named: string) => Side | null,
): Marker<Side>[] =>
  [...answer.matchAll(pattern)].map(({ index, 0: found, 1: named = '' }) => ({
    from: index,
    to: index + found.length,
    side: side(named),
  }));

/** A name in a box is short; more is not looked through for its closing brace. */
const LONGEST_BOX = 200;

/** The boxes of TeX, with what stands in them up to their own closing brace. */
export function boxesOf(answer: string): { from: number; to: number; content: string }[] {
  return [...answer.matchAll(/\\f?box(?:ed)?\s{0,8}\{/g)].map(({ index, 0: opening }) => {
    const begin = index + opening.length;
    let depth = 1;
    for (let at = begin; at < Math.min(answer.length, begin + LONGEST_BOX); at++) {
      if (answer[at] === '{') depth++;
      else if (answer[at] === '}' && --depth === 0)
        return { from: index, to: at + 1, content: answer.slice(begin, at) };
    }
    // A box that never closes names nobody.
    return { from: index, to: begin, content: '' };
  });
}
