import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import * as schema from '../../db/schema/index.ts';
import { drawRooms } from '../support/draw-rooms.ts';
import { readArrows, root } from '../support/imports.ts';

const path = join(root, 'docs/architecture.md');

/** Puts the generated picture between its markers. */
const withDrawing = (page: string): string =>
  page.replace(
    /<!-- drawn -->[\s\S]*?<!-- end -->/,
    `<!-- drawn -->\n\n\`\`\`mermaid\n${drawRooms(readArrows())}\n\`\`\`\n\n<!-- end -->`,
  );

describe('docs/architecture.md', () => {
  it('shows the rooms as the imports are (UPDATE_DOCS=1 npx vitest run tests/unit/architecture.test.ts draws them anew)', () => {
    const page = readFileSync(path, 'utf8');
    if (process.env.UPDATE_DOCS) writeFileSync(path, withDrawing(page));
    expect(readFileSync(path, 'utf8')).toBe(withDrawing(page));
  });

  it('names files that there are', () => {
    const page = readFileSync(path, 'utf8');
    const links = [...page.matchAll(/\]\(\.\.\/([^)#]+)\)/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) expect(() => readFileSync(join(root, link)), link).not.toThrow(/ENOENT/);
  });

  it('tells of the rows of one ask with columns that there are', () => {
    const tables = new Map(
      Object.values(schema)
        .filter((value) => is(value, PgTable))
        .map((table) => [getTableName(table as PgTable), Object.keys(getTableColumns(table as PgTable))]),
    );
    const page = readFileSync(path, 'utf8');
    const told = [...page.matchAll(/^\*\*`(\w+)`\*\*[^\n]*\n\n```json\n([\s\S]*?)\n```/gm)];
    expect(told.length).toBeGreaterThanOrEqual(5);
    for (const [, table = '', json = ''] of told) {
      const columns = tables.get(table);
      expect(columns, table).toBeDefined();
      for (const column of Object.keys(JSON.parse(json))) expect(columns, table).toContain(column);
    }
  });
});
