import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandData } from '../../commands/index.ts';
import { differenceOf, isNone, type Scope, type Sent } from '../../commands/registered.ts';

const scopes: Scope[] = ['everywhere', 'guild'];
const same = (theirs: unknown, ours: unknown, scope: Scope = 'everywhere') =>
  isNone(differenceOf(theirs as Sent[], ours as Sent[], scope));

type Thing = Record<string, unknown>;
const has = (thing: Thing, key: string) => Array.isArray(thing[key]);
/** Each object in a value, and each that lies in one of them. */
const within = (value: unknown): Thing[] => {
  if (Array.isArray(value)) return value.flatMap(within);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Thing, ...Object.values(value).flatMap(within)];
};

/** Our commands as an answer of Discord may show them; `dice` decides wherever answers were seen to vary. */
function answered(scope: Scope, dice: () => boolean): Thing[] {
  const part = (thing: Thing): Thing => ({
    ...(dice() ? { required: false, autocomplete: false } : {}),
    ...(dice() ? { name_localizations: null, description_localizations: null } : {}),
    ...(dice() ? { min_length: 0, max_length: 6000 } : {}),
    ...(dice() ? { name_localized: 'something', description_localized: 'something' } : {}),
    ...(dice() ? { options: [], choices: [], channel_types: [] } : {}),
    ...thing,
    ...(has(thing, 'options') ? { options: (thing.options as Thing[]).map(part) } : {}),
    ...(has(thing, 'choices') ? { choices: (thing.choices as Thing[]).map(part) } : {}),
  });
  return (commandData as unknown as Thing[])
    .map((command, at): Thing => {
      const { contexts, integration_types, ...rest } = part(command);
      return {
        id: String(at),
        application_id: '1',
        version: String(at + 100),
        ...(scope === 'everywhere'
          ? { contexts: [...(contexts as number[])].reverse(), integration_types, dm_permission: dice() }
          : { guild_id: '2', ...(dice() ? { contexts: null, integration_types: [0] } : {}) }),
        default_member_permissions: null,
        nsfw: false,
        description: '',
        ...(dice() ? { default_permission: true, something_new: { of: 'Discord' } } : {}),
        ...rest,
      };
    })
    .sort(() => (dice() ? 1 : -1));
}

describe('the comparison of commands', () => {
  it.each(scopes)('finds no difference in any answer that says what was sent (%s)', (scope) => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.boolean()), (stream) => {
        expect(differenceOf(answered(scope, () => stream.next().value) as never, commandData, scope)).toEqual({
          missing: [],
          changed: [],
          gone: [],
        });
      }),
    );
  });

  it.each(scopes)('finds each change of a word, a number or a list that people could notice (%s)', (scope) => {
    const count = within(commandData).length;
    const unseen: string[] = [];
    for (let at = 0; at < count; at++) {
      const keys = Object.keys(within(commandData)[at] ?? {});
      for (const key of keys) {
        const theirs = structuredClone(commandData) as unknown as Thing[];
        const thing = within(theirs)[at] as Thing;
        const value = thing[key];
        if (typeof value === 'string') thing[key] = key === 'default_member_permissions' ? '4' : `${value}!`;
        else if (typeof value === 'number') thing[key] = value + 1;
        else if (typeof value === 'boolean') thing[key] = !value;
        else delete thing[key];
        if (same(theirs, commandData, scope)) unseen.push(key);
      }
    }
    // A command of one server has neither.
    expect([...new Set(unseen)]).toEqual(scope === 'everywhere' ? [] : ['contexts', 'integration_types']);
  });

  it('reads an answer that Discord gave: nulls, an option without `required`, contexts that are null', () => {
    // The shape of an answer to "blep", the example of Discord's documentation.
    const nulls = { name_localizations: null, description_localizations: null };
    const theirs = {
      ...{ id: '12', application_id: '11', version: '13', default_member_permissions: null, type: 1, name: 'blep' },
      ...{ ...nulls, description: 'Send a picture', dm_permission: true, contexts: null, integration_types: [0] },
      options: [
        {
          ...{ type: 3, name: 'animal', ...nulls, description: 'Which one', required: true },
          choices: [{ name: 'Dog', name_localizations: null, value: 'animal_dog' }],
        },
        { type: 5, name: 'only_smol', ...nulls, description: 'Whether to show only baby animals' },
      ],
      nsfw: false,
    };
    const ours = {
      ...{ name: 'blep', description: 'Send a picture' },
      options: [
        {
          ...{ type: 3, name: 'animal', description: 'Which one', required: true },
          choices: [{ name: 'Dog', value: 'animal_dog' }],
        },
        { type: 5, name: 'only_smol', description: 'Whether to show only baby animals', required: false },
      ],
    };
    expect(same([theirs], [ours])).toBe(true);
    expect(same([theirs], [{ ...ours, contexts: [0] }])).toBe(false);
    expect(same([theirs], [{ ...ours, integration_types: [1, 0] }])).toBe(false);
    expect(same([{ ...theirs, contexts: [1, 0] }], [{ ...ours, contexts: [0, 1] }])).toBe(true);
  });

  it('tells permissions of nobody from those of everybody, and reads them as numbers', () => {
    const command = { name: 'a', description: 'b' };
    const withPermissions = (one: unknown) => [{ ...command, default_member_permissions: one }];
    expect(same(withPermissions(null), [command])).toBe(true);
    expect(same(withPermissions('0'), [command])).toBe(false);
    expect(same(withPermissions('0'), withPermissions('0'))).toBe(true);
    expect(same(withPermissions('0032'), withPermissions('32'))).toBe(true);
  });

  it('finds commands of another order the same, and options of another order different', () => {
    expect(same([...commandData].reverse(), commandData)).toBe(true);
    const options = ['a', 'b'].map((name) => ({ type: 3, name, description: name }));
    const command = { name: 'one', description: 'two' };
    expect(same([{ ...command, options }], [{ ...command, options: [...options].reverse() }])).toBe(false);
  });

  it('keeps commands of one name and two kinds apart, and a choice of 0 from none', () => {
    const menu = { type: 3, name: 'Report' };
    expect(differenceOf([menu], [menu, { type: 2, name: 'Report' }], 'everywhere').missing).toEqual(['Report']);
    const withChoice = (value: number) => ({
      ...{ name: 'n', description: 'd' },
      options: [{ type: 4, name: 'n', description: 'd', min_value: value, choices: [{ name: 'x', value }] }],
    });
    expect(same([withChoice(1)], [withChoice(0)])).toBe(false);
    expect(same([withChoice(0)], [withChoice(0)])).toBe(true);
  });
});
