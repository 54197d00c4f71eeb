import type { APIApplicationCommand } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completionsFor } from '../src/page/composer/completions.ts';
import * as drafts from '../src/page/composer/draft.ts';
import { readDraft, readOption } from '../src/page/composer/validate.ts';
import { commandData } from './page-bot-commands.ts';

const commands = drafts.typeable(commandData as unknown as APIApplicationCommand[]);
const ask = commands.find(({ name }) => name === 'ask') as drafts.Command;
const option = (name: string) => {
  const found = ask.options.find((o) => o.name === name);
  if (!found) throw new Error(name);
  return found;
};
const field = (typed: string): drafts.Filled => ({ name: '', typed, picked: null });
/** A prompt without white space at its ends that is not the name of an option. */
const words = fc.string({ minLength: 1, maxLength: 200 }).filter((s) => s.trim() === s && !s.startsWith('prompt:'));

describe('a command as it is typed', () => {
  it('takes a command and its question written in one go, and loses nothing of it', () => {
    fc.assert(
      fc.property(words, fc.constantFrom('/ask ', '/ask prompt:', '/ASK ', '/ask prompt: '), (prompt, start) => {
        const draft = drafts.readTyped(start + prompt, commands);
        expect(draft && readDraft(draft)).toEqual({ options: { prompt }, files: {}, problems: {} });
        expect(draft && drafts.givenUp(draft).text).toBe(prompt);
      }),
    );
  });

  it('is no command yet before its name is complete', () => {
    for (const text of ['/', '/as', '/ask', 'ask x', ' /ask x', '/asking x', '/nothing x']) {
      expect(drafts.readTyped(text, commands), text).toBeNull();
    }
  });

  it('takes whole numbers inside the range and nothing else', () => {
    const read = (typed: string) => readOption(option('candidates'), field(typed));
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 50 }), (n) => {
        expect(read(` ${n} `)).toEqual(
          n >= 2 && n <= 16 ? { value: n } : { problem: 'Enter a whole number from 2 to 16.' },
        );
      }),
    );
    fc.assert(
      fc.property(
        fc.string().filter((s) => s.trim() !== '' && !/^\s*[-+]?\d+\s*$/.test(s)),
        (typed) => {
          expect(read(typed)).toEqual({ problem: 'Enter a whole number from 2 to 16.' });
        },
      ),
    );
  });

  it('takes a choice by its name, a boolean by its word, and says what else it wants', () => {
    expect(readOption(option('effort'), field('Deep'))).toEqual({ value: 'deep' });
    expect(readOption(option('effort'), field('deeper'))).toEqual({ problem: 'Choose one of the values in the list.' });
    expect(readOption(option('private'), field('TRUE'))).toEqual({ value: true });
    expect(readOption(option('private'), field('yes'))).toEqual({ problem: 'Choose True or False.' });
    const long = readOption(option('prompt'), field('x'.repeat(304)));
    expect(long).toEqual({ problem: 'This is 4 characters too long; the limit is 300.' });
  });

  it('offers subcommands as commands of their own', () => {
    const nested = {
      type: 1,
      name: 'settings',
      description: '',
      options: [
        { type: 1, name: 'show', description: 'Show them' },
        { type: 2, name: 'limit', description: '', options: [{ type: 1, name: 'set', description: 'Set one' }] },
      ],
    } as unknown as APIApplicationCommand;
    expect(drafts.typeable([nested]).map(({ name }) => name)).toEqual(['settings show', 'settings limit set']);
  });

  it('completes by what is typed, the best fit first', () => {
    const names = (text: string) =>
      completionsFor(drafts.textDraft(text), commands, null, []).map((c) =>
        c.kind === 'command' ? c.command.name : '',
      );
    expect(names('/')).toEqual(['ask', 'find', 'gallery', 'say', 'silent', 'think']);
    expect(names('/s')).toEqual(['say', 'silent', 'ask']);
    expect(names('/ask')).toEqual(['ask']);
    expect(names('hello')).toEqual([]);
  });
});
