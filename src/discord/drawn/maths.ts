import { anyCode, outside } from '../../markdown-code.ts';
import { plainMaths } from './plain-maths.ts';

/**
 * Formulas between `\[ \]`, `$$ $$`, `\( \)` or `$ $`, without an empty line inside, and environments that
 * stand in none of them.
 */
const FORMULA =
  /(?<!\\)\\\[((?:(?!\\\]|\n[ \t>]*\n)[\s\S]){1,2000})\\\]|(?<![\\$])\$\$(?!\$)((?:(?!\n[ \t>]*\n)[^$]){1,2000})\$\$(?!\$)|(?<!\\)\\\(((?:(?!\\\))[^\n]){1,400})\\\)|(?<![\\$\w])\$(?![\s$])([^$\n]{0,300}[^\s$\\])\$(?![\w$])|(\\begin\{((?:align|aligned|array|cases|equation|gather|multline|[bpvBV]?matrix)\*?)\}[\s\S]{1,2000}?\\end\{\6\})/g;

/** What only formulas have. Escaped brackets, prices and names of variables have none of it. */
const MATHS = /\\[A-Za-z]|[\^]|\w_[\w{]|[\p{L}\p{N})\]|}][ \t]*[=<>+*/≤≥≈±×·−-][ \t]*[\p{L}\p{N}([|\\{-]/u;
const CERTAIN = /\\[A-Za-z]|\^|_\{/;
const NESTED = /[`]|\\[()[\]]|\$\$|\|\|/;
const ACTED_ON = /[*_~|<>#]/g;
const BEFORE = /(?:^|\n)((?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t]))*[ \t]*)$/;

/**
 * Makes the LaTeX of a Markdown text readable in Discord, which does not draw it: plain signs where they can
 * say it, or else code. Prices and escaped brackets stay as they are.
 */
export function withReadableMaths(markdown: string): string {
  if (!/\\[([]|\$|\\begin\{/.test(markdown)) return markdown;
  return outside(markdown, anyCode(markdown), (part) =>
    part.replace(
      FORMULA,
      (whole, square?: string, dollars?: string, round?: string, dollar?: string, bare?: string, ...rest) => {
        const at = rest[1] as number;
        const latex = square ?? dollars ?? round ?? dollar ?? bare ?? '';
        const single = round !== undefined && /^\s*\p{L}\s*$/u.test(latex);
        const sure = dollar === undefined ? single || MATHS.test(latex) : CERTAIN.test(latex);
        // A link's text may stand in escaped brackets.
        if (!sure || NESTED.test(latex) || latex.trim() === '' || part[at + whole.length] === '(') return whole;
        const signs = plainMaths(latex.trim());
        if (signs !== null) return signs.replace(ACTED_ON, '\\$&');
        const line = part.slice(0, at);
        const [, containers] = BEFORE.exec(line) ?? [];
        const alone = containers !== undefined && /^[ \t]*(?:\n|$)/.test(part.slice(at + whole.length));
        if (round !== undefined || dollar !== undefined || !alone)
          return `\`${latex.replace(/\s*\n[ \t>]*/g, ' ').trim()}\``;
        const prefix = containers.replace(/[^>\s]/g, ' ');
        const lines = latex.split('\n').map((one) => one.replace(/^[ \t]*(?:>[ \t]?)*/, '').trimEnd());
        const filled = lines.filter((one) => one.trim() !== '');
        return ['```latex', ...filled, '```'].map((one, place) => (place === 0 ? one : `${prefix}${one}`)).join('\n');
      },
    ),
  );
}
