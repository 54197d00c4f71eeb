import { describe, expect, it } from 'vitest';
import { DatabaseError } from '../../../db/database-error.ts';
import { ModelError } from '../../../src/models/model-error.ts';
import { errorLine } from '../../../src/ops/log.ts';

describe('an error in the log', () => {
  it('has its kind, its code and its place, and not what it quotes', () => {
    const cause = Object.assign(new Error('duplicate key value: (prompt)=(my secret)'), {
      code: '23505',
      constraint_name: 'asks_interaction',
    });
    const line = JSON.stringify(errorLine(new Error('Failed query: insert into asks values (my secret)', { cause })));
    expect(line).not.toMatch(/secret/);
    expect(line).toMatch(/23505/);
    expect(line).toMatch(/asks_interaction/);
    expect(line).toMatch(/log\.test\.ts/);
  });

  it('keeps the words of our own errors, which quote nothing', () => {
    expect(errorLine(new ModelError('timeout', 'The model did not answer within 60 seconds.'))).toMatchObject({
      kind: 'ModelError',
      code: 'timeout',
      message: 'The model did not answer within 60 seconds.',
    });
    expect(errorLine(new DatabaseError('The folder of the database is full.'))).toMatchObject({
      kind: 'DatabaseError',
      message: 'The folder of the database is full.',
    });
  });
});
