import { withReadableMaths } from './maths.ts';
import { withDrawnTables } from './tables.ts';

/**
 * A Markdown text with its tables and formulas made readable in Discord, which draws neither. Code stays as
 * it is, and a text without them does not change. Only for readers: judges see what was written.
 */
export const drawn = (markdown: string): string => withDrawnTables(withReadableMaths(markdown));
