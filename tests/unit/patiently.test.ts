import { expect, it } from 'vitest';
import { isAway, patiently } from '../../db/patiently.ts';

const coded = (code: string, cause?: unknown) => Object.assign(new Error(code, { cause }), { code });
const quick = { patienceMs: 50, pauseMs: 1 };
const going = new AbortController().signal;

/** Work that fails with these codes, one after the other, and then succeeds. */
function failing(...codes: string[]) {
  let tries = 0;
  const work = async () => {
    const code = codes[tries++];
    if (code !== undefined) throw coded(code);
    return 'done';
  };
  return { work, tries: () => tries };
}

it('repeats work while the database is away, as either driver says it', async () => {
  const codes = ['CONNECTION_CLOSED', 'ECONNREFUSED', '57P03', '25006', '08006', 'CONNECT_TIMEOUT', 'ECONNRESET'];
  const { work, tries } = failing(...codes);
  expect(await patiently(work, going, { ...quick, patienceMs: 10_000 })).toBe('done');
  expect(tries()).toBe(codes.length + 1);
});

it('finds the reason where a query wraps it', () => {
  expect(isAway(new Error('Failed query', { cause: coded('57P01') }))).toBe(true);
  expect(isAway(new Error('Failed query', { cause: coded('23505') }))).toBe(false);
});

it.each(['23505', '40P01', '53100', '28P01', 'ENOENT'])('gives up at once for any other reason: %s', async (code) => {
  const { work, tries } = failing(code);
  await expect(patiently(work, going, quick)).rejects.toMatchObject({ code });
  expect(tries()).toBe(1);
});

it('gives up when its patience or its work has ended', async () => {
  const always = async () => {
    throw coded('ECONNREFUSED');
  };
  await expect(patiently(always, going, quick)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  const { work, tries } = failing('ECONNREFUSED', 'ECONNREFUSED');
  await expect(patiently(work, AbortSignal.abort(), quick)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect(tries()).toBe(1);
});
