import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawPage } from './page.ts';
import { readTopics } from './runs.ts';

const results = join(import.meta.dirname, '../../docs/results');

/** The pages and pictures of docs/results as the lines beside them draw them, by path. */
export function drawResults(folder = results): Map<string, string> {
  const files = new Map<string, string>();
  for (const [topic, runs] of readTopics(folder)) {
    const { text, pictures } = drawPage(topic, runs);
    files.set(join(folder, `${topic}.md`), text);
    for (const [name, svg] of Object.entries(pictures)) files.set(join(folder, name), svg);
  }
  return files;
}

/** `npm run results`: draws every page of docs/results anew and names those that changed. */
if (import.meta.main) {
  for (const [path, text] of drawResults()) {
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    writeFileSync(path, text);
    console.log(path);
  }
}
