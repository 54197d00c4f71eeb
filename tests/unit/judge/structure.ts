import type { Format } from '../../../src/judge/format.ts';

const HOLES = { prompt: 'HOLE-ONE', first: 'HOLE-TWO', second: 'HOLE-THREE' };

/** The lines of a format that touch question and replies, and those of its verdicts: found, not listed. */
export function marksOf(format: Format): string[] {
  const lines = format.layOut(HOLES).user.split('\n');
  const said = (line: string | undefined) => /[a-z]{2}/i.test(line ?? '');
  const touching = lines.flatMap((line, at) => {
    if (!/HOLE-/.test(line)) return [];
    const before = line.split('HOLE-')[0]?.trim() || lines.slice(0, at).findLast(said);
    const after = lines
      .slice(at + 1)
      .find(said)
      ?.split('HOLE-')[0];
    return [before, after].filter(said);
  });
  const verdicts = [format.verdicts.first, format.verdicts.second];
  return [...new Set([...touching, ...verdicts])].flatMap((mark) => (mark === undefined ? [] : [mark.trim()]));
}

/** How often each mark of a format stands in a text, however it is spaced; words only where a line begins. */
export function countMarks(format: Format, plain: string): Record<string, number> {
  const pattern = (mark: string) => {
    const parts = mark.match(/[a-z0-9]+|[^\sa-z0-9]/gi) ?? [];
    const spaced = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('\\s*');
    return new RegExp(/[<>[\]{}|"#]/.test(mark) ? spaced : `^[ \\t]*${spaced}`, 'gim');
  };
  return Object.fromEntries(marksOf(format).map((mark) => [mark, plain.match(pattern(mark))?.length ?? 0]));
}
