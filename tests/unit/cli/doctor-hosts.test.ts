import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../db/connection/primary.ts';
import { answersFound, hosts } from '../../../src/cli/doctor/checks/hosts.ts';

const answer = (host: string, role: Answer['role'], error: unknown = null): Answer => ({
  place: { host, port: 5432 },
  role,
  timeline: 0,
  error,
});

describe('the doctor', () => {
  it('says which of several hosts is the primary', () => {
    expect(answersFound([answer('a', 'standby'), answer('b', 'primary')])).toMatchObject([
      { state: 'ok', what: 'a:5432 is a standby, which can only be read. b:5432 is the primary.' },
    ]);
  });

  it('warns of a host that is away, and of two that take writes', () => {
    const refused = Object.assign(new Error(), { code: 'ECONNREFUSED' });
    expect(answersFound([answer('a', null, refused), answer('b', 'primary')])).toMatchObject([
      { state: 'warning', what: expect.stringMatching(/^a:5432 cannot be asked: nothing listens there/) },
    ]);
    expect(answersFound([answer('a', 'primary'), answer('b', 'primary')])).toMatchObject([
      { state: 'warning', what: expect.stringMatching(/^more than one takes writes: a:5432/) },
    ]);
  });

  it('says nothing of a single host', async () => {
    expect(await hosts('postgres://h/d')).toEqual([]);
    expect(await hosts('')).toEqual([]);
  });
});
