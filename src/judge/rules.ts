import { rulesVersionsIn } from '../model-name.ts';
import { SaidError } from '../said-error.ts';
import type { Format } from './format.ts';

/** The bounds of what a judge may be told to value: many rules, or long ones, are no longer weighed. */
export const RULES = { most: 10, length: 200 } as const;

/** The most bytes that a full list takes in a prompt: four for each character, and its number. */
export const MOST_RULE_BYTES = RULES.most * (RULES.length * 4 + 20);

/** Lists of rules by their version. */
export type RulesByVersion = ReadonlyMap<number, readonly string[]>;

/** What is wrong with a line that was meant as a rule. `line` counts from 1. */
export interface RuleProblem {
  line: number;
  kind: 'too-long' | 'too-many' | 'twice';
}

/**
 * Reads rules from lines, each a rule: bullets and numbers in front are dropped, white space is made single,
 * empty lines are left out.
 * @returns the rules that are within bounds, and what is wrong with the others
 */
export function readRules(lines: readonly string[]): { rules: string[]; problems: RuleProblem[] } {
  const rules: string[] = [];
  const problems: RuleProblem[] = [];
  for (const [i, written] of lines.entries()) {
    const rule = written
      .replace(/^\s*(?:[-*•]|\d{1,2}[.)])\s+/, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (rule === '') continue;
    const kind =
      [...rule].length > RULES.length
        ? 'too-long'
        : rules.some((other) => other.toLowerCase() === rule.toLowerCase())
          ? 'twice'
          : rules.length >= RULES.most
            ? 'too-many'
            : null;
    if (kind) problems.push({ line: i + 1, kind });
    else rules.push(rule);
  }
  return { rules, problems };
}

/**
 * The rules that a judge of this name is given.
 * @returns null where its name tells of none
 * @throws {SaidError} where the version is not at hand, or the judge's prompt may not be changed
 */
export function rulesFor(name: string, format: Format, known?: RulesByVersion): readonly string[] | null {
  const [version] = rulesVersionsIn(name);
  if (version === undefined) return null;
  if (!format.takesRules) throw new SaidError(cannotTakeRules(format));
  const rules = known?.get(version);
  if (rules) return rules;
  throw new SaidError(
    `The rules ${version} of this judge are not in this database. They are kept where they were made.`,
  );
}

/** Why a format's judge can be given no rules, and which one can. */
export const cannotTakeRules = ({ name }: Pick<Format, 'name'>): string =>
  `A judge of the format ${name} was trained on one prompt, word for word, and can be given no rules. ${whoTakesRules}`;

export const whoTakesRules =
  'Judges of the formats chat and rubric-arm can, and those of a format of your own with {rules} in its system text.';

/** The rules as a list of numbered lines, the first numbered `from`. */
export const numbered = (rules: readonly string[], from = 1): string =>
  rules.map((rule, i) => `${from + i}. ${rule}`).join('\n');
