import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Act, actOn, isOutOfGuild, isUnshown, type Refusal, readRefusal } from '../../../src/discord/refusals.ts';

const refused = (code: number | null, status = 400, fields: string[] = []): Refusal => ({ status, code, fields });
const full = { by: 'bot', hasFiles: true, isReply: true, canReopen: true } as const;
const plain = { by: 'bot' } as const;

describe('what is done about a refusal', () => {
  it.each<[string, number, Act, Act]>([
    ['a reply without Read Message History', 160002, 'without-reference', 'no-permission'],
    ['a reference without it', 160009, 'without-reference', 'no-permission'],
    ['a reference across an age restriction', 160010, 'without-reference', 'no-permission'],
    ['missing permissions', 50013, 'without-files', 'no-permission'],
    ['a request that is too large', 40005, 'without-files', 'not-accepted'],
    ['a server without uploads', 400001, 'without-files', 'not-accepted'],
    ['an archived thread', 50083, 'reopen', 'no-permission'],
    ['a locked thread', 160005, 'no-permission', 'no-permission'],
    ['one active thread too many', 160006, 'no-permission', 'no-permission'],
    ['a full thread', 30033, 'no-permission', 'no-permission'],
    ['no access', 50001, 'no-permission', 'no-permission'],
    ['a kind of channel without messages', 50024, 'no-permission', 'no-permission'],
    ['AutoMod', 200000, 'automod', 'automod'],
    ['AutoMod on a title', 200001, 'automod', 'automod'],
    ['the filter of harmful links', 240000, 'automod', 'automod'],
    ['a deleted message', 10008, 'gone', 'gone'],
    ['a deleted channel', 10003, 'gone', 'gone'],
    ['closed direct messages', 50007, 'gone', 'gone'],
    ['an invalid kind of message', 50068, 'not-accepted', 'not-accepted'],
    ['edits of an old message', 30046, 'wait', 'wait'],
    ['a limit of writing', 20028, 'wait', 'wait'],
    ['an overload', 130000, 'wait', 'wait'],
    ['a code that nobody knows', 999_999, 'not-accepted', 'not-accepted'],
    ['a general error', 0, 'not-accepted', 'not-accepted'],
  ])('%s (%i)', (_, code, first, last) => {
    expect(actOn(refused(code), full)).toBe(first);
    expect(actOn(refused(code), plain)).toBe(last);
  });

  it.each<[string, number, Act, Act, Act]>([
    ['an interaction that Discord does not know', 10062, 'too-late', 'not-yet', 'gone'],
    ['a webhook that Discord does not know', 10015, 'too-late', 'not-yet', 'gone'],
    ['a token that has expired', 50027, 'too-late', 'as-bot', 'gone'],
    ['a second acknowledgement', 40060, 'acknowledged', 'not-accepted', 'not-accepted'],
    ['an archived thread', 50083, 'no-permission', 'as-bot', 'no-permission'],
  ])('%s (%i) differs by the way', (_, code, callback, webhook, bot) => {
    expect((['callback', 'webhook', 'bot'] as const).map((by) => actOn(refused(code), { by }))).toEqual([
      callback,
      webhook,
      bot,
    ]);
  });

  it('an invalid form is sent without what is invalid, if it can be', () => {
    expect(actOn(refused(50035, 400, ['message_reference']), full)).toBe('without-reference');
    expect(actOn(refused(50035, 400, ['attachments']), full)).toBe('without-files');
    expect(actOn(refused(50035, 400, ['components']), full)).toBe('not-accepted');
    expect(actOn(refused(50035, 400, ['attachments']), plain)).toBe('not-accepted');
  });

  it('waits where Discord does not decide: no answer, 5xx, a rate limit, a page of something in between', () => {
    for (const status of [null, 408, 429, 500, 502, 503, 504, 522])
      expect(actOn({ status, code: 200000, fields: [] }, full)).toBe('wait');
    expect(actOn(refused(null, 403), full)).toBe('wait');
    expect(actOn(refused(null, 413), full)).toBe('without-files');
    expect(actOn(refused(0, 401), plain)).toBe('wait');
    expect(actOn(refused(0, 401), { by: 'webhook' })).toBe('as-bot');
  });
});

const codes = fc.oneof(
  fc.constantFrom(...Object.values(RESTJSONErrorCodes).filter((code) => typeof code === 'number')),
  fc.integer({ min: 0, max: 600_000 }),
);
const anyRefusal = fc.record({
  status: fc.option(fc.integer({ min: 400, max: 599 })),
  code: fc.option(codes),
  fields: fc.uniqueArray(fc.constantFrom('attachments', 'components', 'files', 'flags', 'message_reference')),
});

it('every series of refusals comes to an end after at most four requests, and never asks for what cannot be', () => {
  fc.assert(
    fc.property(
      fc.infiniteStream(anyRefusal),
      fc.constantFrom('callback', 'webhook', 'bot'),
      fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
      (refusals, by, [hasFiles, isReply, canReopen]) => {
        const situation = { by, hasFiles, isReply, canReopen };
        for (let requests = 1; ; requests++) {
          expect(requests).toBeLessThanOrEqual(4);
          const act = actOn(refusals.next().value as Refusal, situation);
          const change = { 'without-files': 'hasFiles', 'without-reference': 'isReply', reopen: 'canReopen' } as const;
          if (!(act in change)) {
            if (['acknowledged', 'too-late'].includes(act)) expect(by).toBe('callback');
            if (['as-bot', 'not-yet'].includes(act)) expect(by).toBe('webhook');
            return;
          }
          const what = change[act as keyof typeof change];
          expect(situation[what]).toBe(true);
          situation[what] = false;
        }
      },
    ),
  );
});

it('no refusal with a code of its own is sent again as it was, unless the code means a wait', () => {
  const waits = new Set([20016, 20022, 20028, 20029, 30046, 40004, 40006, 40062, 40333, 110000, 110001, 130000]);
  fc.assert(
    fc.property(codes, fc.integer({ min: 400, max: 428 }), (code, status) => {
      fc.pre(!waits.has(code) && status !== 401 && status !== 408);
      expect(actOn(refused(code, status), plain)).not.toBe('wait');
    }),
  );
});

describe('a refusal is read', () => {
  it('from what discord.js throws, without what it quotes', () => {
    const errors = { components: { _errors: [{ code: 'X', message: 'the text that was sent' }] } };
    const error = Object.assign(new Error('x'), { status: 400, code: 50035, rawError: { errors } });
    expect(readRefusal(error)).toEqual({ status: 400, code: 50035, fields: ['components'] });
  });

  it('from anything, and what is no answer counts as none', () => {
    fc.assert(
      fc.property(fc.anything(), (thrown) => {
        const refusal = readRefusal(thrown);
        if (refusal.status === null) expect(actOn(refusal, full)).toBe('wait');
      }),
    );
    expect(readRefusal(Object.assign(new Error('x'), { code: 'ECONNRESET' }))).toEqual({
      status: null,
      code: null,
      fields: [],
    });
  });

  it('says when the bot is out of a server', () => {
    const error = (code: number, status = 403) => ({ status, code });
    expect([error(50001), error(10004, 404), error(50013), error(0, 500), null].map(isOutOfGuild)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('and what is shown in no form has a name', () => {
    expect(['automod', 'no-permission', 'not-accepted', 'gone', 'sent'].map(isUnshown)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
