import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { unknownReply } from '../../../packages/playground/src/practice/unknown.ts';
import { smallModel, smallModelLines } from '../../../src/models/small-model.ts';
import { root } from '../../support/imports.ts';

it('the small model is the same one in the terminal, in the playground and in the guide', () => {
  const guide = readFileSync(join(root, 'docs/judges.md'), 'utf8');
  for (const command of smallModel.ollama) {
    expect(guide).toContain(`\n${command}\n`);
    expect(smallModelLines.join('\n')).toContain(command);
  }
  expect(guide).toContain(`\nJUDGE_MODEL=${smallModel.setting}\n`);
  expect(unknownReply({ before: [] })).toContain(`JUDGE_MODEL=${smallModel.setting}`);
  expect(unknownReply({ before: [] })).toContain(`CANDIDATE_MODELS=${smallModel.setting}`);
});
