import { markersOf, verdictOf } from '../markers.ts';
import { CONDITION, type Transcript } from './transcript.ts';

/** What stands between the markers of its instruction: `"[[A]]" if assistant A is better, "[[B]]" if …`. */
const LISTED = /^\s*(?:if [^.\n]{1,60}? better|for a tie)\s*[,;]?\s*(?:or|and)?\s*$/i;

/** A marker of another format takes an earlier one back. */
const MARKER = /\[\[\s*(A|B|C|tie|[AB]\s*[<>=]{1,2}\s*[AB])\s*\]\]/gi;
const sideOf = (named: string) => (/^(?:[ABC])$/i.test(named) ? named.toUpperCase() : null);

/**
 * MT-Bench's pairwise markers; C is a tie. Where two different markers stand in one reply, FastChat takes A
 * before B before C; here the last one counts, and `conflict` says so.
 * Source: Zheng et al. 2023, arXiv 2306.05685; github.com/lm-sys/FastChat, `fastchat/llm_judge/common.py`.
 */
export const mtBench: Transcript = {
  name: 'mt-bench',
  read: (answer) => verdictOf(answer, markersOf(answer, MARKER, sideOf), { between: LISTED, behind: CONDITION }),
  means: { A: { verdict: 'first' }, B: { verdict: 'second' }, C: { verdict: 'tie' } },
};
