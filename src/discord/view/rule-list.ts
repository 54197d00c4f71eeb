import { shortened } from '../../graphemes.ts';
import { readable } from '../plain-text.ts';
import { escaped } from './blocks.ts';

/** A mark that would make a list, or a list in the list, at the beginning of a line. */
const LISTED = /^([-+•]|\d+(?=[.)]))/;

/** A rule as it was typed: nothing in it is acted on, nobody is mentioned, and nothing reads backwards. */
const ruleLine = (rule: string): string =>
  escaped(readable(rule).replace(/\s+/g, ' ').trim()).replace(LISTED, (mark) =>
    /\d/.test(mark) ? mark : `\\${mark}`,
  ) || '?';

/** Fewer characters for a rule tell nothing about it. */
const LEAST = 20;

/**
 * Rules as a numbered list of at most `room` characters.
 * @returns the list, '' where the room is too small for any; and whether something of it is missing
 */
export function ruleList(rules: readonly string[], room: number): { list: string; cut: boolean } {
  const all = rules.map((rule, at) => `${at + 1}. ${ruleLine(rule)}`).join('\n');
  if (all.length <= room) return { list: all, cut: false };
  for (let each = Math.floor(room / rules.length); each >= LEAST; each = Math.floor(each * 0.8)) {
    const list = rules.map((rule, at) => `${at + 1}. ${ruleLine(shortened(rule, each))}`).join('\n');
    if (list.length <= room) return { list, cut: true };
  }
  return { list: '', cut: true };
}
