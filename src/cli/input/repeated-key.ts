const PARTS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/gs;

/**
 * The key that an object has twice. JSON.parse keeps the last of the two without a word.
 * @param json a text that JSON.parse made `row` of
 * @returns null when no key of the object itself is there twice
 */
export function repeatedKey(json: string, row: unknown): string | null {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return null;
  const mayBe = Object.keys(row).some((key) => {
    const written = JSON.stringify(key);
    return json.indexOf(written) !== json.lastIndexOf(written);
  });
  if (!mayBe) return null;
  const seen = new Set<string>();
  let depth = 0;
  for (const { 0: part, index } of json.matchAll(PARTS)) {
    if (part === '{' || part === '[') depth++;
    else if (part === '}' || part === ']') depth--;
    else if (depth === 1 && /^\s*:/.test(json.slice(index + part.length, index + part.length + 40))) {
      const key = JSON.parse(part) as string;
      if (seen.has(key)) return key;
      seen.add(key);
    }
  }
  return null;
}
