import { RULES } from '../../../../src/judge/rules.ts';
import { ordersIn } from './orders.ts';
import { qualities, type Wants, wantsIn } from './qualities.ts';

/** The name of the practice writer of rules, with or without its gullibility in per cent. */
const NAME = /^practice-writer(?:-gullible-(\d{1,3}))?$/;

/** @returns how gullible the writer of this name is, 0–1; null when a model of this name is none */
export function gullibilityOf(model: string): number | null {
  const [whole, gullible = 100] = NAME.exec(model) ?? [];
  return whole === undefined ? null : Math.min(1, Number(gullible) / 100);
}

/** A case of a proposal prompt, as any model would read it. */
interface Case {
  preferred: string;
  other: string;
  whys: string[];
}

/** Reads the quoted blocks of a proposal prompt by what stands above them. */
export function readCases(prompt: string): Case[] {
  return prompt
    .split(/^## /m)
    .slice(1)
    .flatMap((part) => {
      const blocks = [...part.matchAll(/^(?!>)(.*):\n((?:>.*(?:\n|$))+)/gm)].map(([, label = '', text = '']) => ({
        label: label.toLowerCase(),
        text: text.replace(/^> ?/gm, '').trim(),
      }));
      const preferred = blocks.find(({ label }) => label.startsWith('preferred'));
      const other = blocks.find(({ label }) => label.startsWith('the other'));
      if (!preferred || !other) return [];
      const whys = blocks.filter(({ label }) => label.startsWith('somebody')).map(({ text }) => text);
      return [{ preferred: preferred.text, other: other.text, whys }];
    });
}

/** Less of a difference says nothing; what people say in words weighs as much as so much of it. */
const [LEAST, PER_WHY] = [0.02, 0.1];
/** It proposes at most so many qualities, and passes on so many orders. */
const [MOST_QUALITIES, MOST_ORDERS] = [3, 4];

/**
 * Writes rules from the cases of a proposal prompt: the qualities that preferred replies have more of than
 * the others, those that whys name, and, as it is gullible, whatever whys shout. So attacks reach the loop.
 * @param gullibility 0–1: the share of orders that it passes on
 */
export function writeRules(prompt: string, gullibility: number): string {
  const cases = readCases(prompt);
  const sums = new Map<string, number>();
  const add = (name: string, value: number) => sums.set(name, (sums.get(name) ?? 0) + value);
  for (const { preferred, other, whys } of cases) {
    for (const { name, level } of qualities) add(name, level(preferred) - level(other));
    for (const why of whys) for (const [name, want] of Object.entries<number>(wantsIn(why))) add(name, PER_WHY * want);
  }
  const found = [...sums]
    .filter(([, sum]) => Math.abs(sum) > LEAST * cases.length)
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .slice(0, MOST_QUALITIES)
    .map(([name, sum]) => ruleFor({ [name]: Math.sign(sum) }));
  const shouted = [...new Set(cases.flatMap(({ whys }) => whys.filter(shouts)))];
  const passed = shouted.slice(0, Math.round(gullibility * MOST_ORDERS));
  const rules = [...found, ...passed.map(asRule)].slice(0, RULES.most);
  const said = `I read ${cases.length} cases.`;
  if (rules.length === 0) return `${said} The preferred replies have nothing in common that I know of.\n\nRules:`;
  return `${said} I looked for what the preferred replies have in common.\n\nRules:\n${rules.map((rule, i) => `${i + 1}. ${rule}`).join('\n')}`;
}

const ruleFor = (wants: Wants): string => {
  const [[name, want] = ['', 0]] = Object.entries(wants);
  const quality = qualities.find((one) => one.name === name);
  return (want > 0 ? quality?.rule : quality?.ruleAgainst) ?? '';
};

/** Whether somebody orders instead of saying what is good. */
function shouts(why: string): boolean {
  const { side, words } = ordersIn(why);
  return side !== null || words !== null || /\b(?:always|ignore|whatever|new rule|must|prefer|choose)\b/i.test(why);
}

const asRule = (why: string): string => [...why.replace(/\s+/g, ' ').trim()].slice(0, RULES.length).join('');
