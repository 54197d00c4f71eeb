import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import type { OptionValue } from '../protocol.ts';
import { attachment, type Draft, type Filled } from './draft.ts';

export type Read = { value: OptionValue } | { file: File } | { problem: string };

const required = 'This option is required. Specify a value.';

/** Reads and validates an option's field as Discord's client does. */
export function readOption(option: APIApplicationCommandBasicOption, { typed, picked, file }: Filled): Read {
  if (picked !== null) return { value: picked };
  if (option.type === attachment) return readFile(file);
  const said = typed.trim();
  if (said === '') return { problem: required };
  const choices = 'choices' in option ? (option.choices ?? []) : [];
  if (choices.length > 0) {
    const choice = choices.find(({ name }) => name.toLowerCase() === said.toLowerCase());
    return choice ? { value: choice.value } : { problem: 'Choose one of the values in the list.' };
  }
  switch (option.type) {
    case 4:
      return readNumber(said, /^[-+]?\d{1,16}$/, 'a whole number', option);
    case 10:
      return readNumber(said, /^[-+]?(?:\d+\.?\d*|\.\d+)$/, 'a number', option);
    case 5:
      return /^(?:true|false)$/i.test(said)
        ? { value: said.toLowerCase() === 'true' }
        : { problem: 'Choose True or False.' };
    case 3:
      return readString(typed, option);
    default:
      return { value: typed };
  }
}

/** Reads all fields. The values, files and problems are by option. */
export function readDraft({ command, filled }: Draft): {
  options: Record<string, OptionValue>;
  files: Record<string, File>;
  problems: Record<string, string>;
} {
  const options: Record<string, OptionValue> = {};
  const files: Record<string, File> = {};
  const problems: Record<string, string> = {};
  for (const option of command?.options ?? []) {
    const field = filled.find(({ name }) => name === option.name);
    if (!field && !option.required) continue;
    const read = readOption(option, field ?? { name: option.name, typed: '', picked: null });
    if ('value' in read) options[option.name] = read.value;
    else if ('file' in read) files[option.name] = read.file;
    else problems[option.name] = read.problem;
  }
  return { options, files, problems };
}

/** The largest upload, in bytes. The page's server accepts 4 MiB of JSON, which holds 2 MiB as base64. */
const FILE_SIZE = 2 * 1024 * 1024;

function readFile(file: File | undefined): Read {
  if (!file) return { problem: required };
  return file.size > FILE_SIZE ? { problem: 'Your file is too powerful: here it may have 2 MB.' } : { file };
}

function readNumber(
  said: string,
  form: RegExp,
  kind: string,
  { min_value: min, max_value: max }: { min_value?: number; max_value?: number },
): Read {
  const range =
    min !== undefined && max !== undefined
      ? ` from ${min} to ${max}`
      : min !== undefined
        ? `, ${min} or more`
        : max !== undefined
          ? `, ${max} or less`
          : '';
  const value = Number(said);
  const fits = form.test(said) && value >= (min ?? -Infinity) && value <= (max ?? Infinity);
  return fits ? { value } : { problem: `Enter ${kind}${range}.` };
}

function readString(typed: string, { min_length: min, max_length: max }: { min_length?: number; max_length?: number }) {
  if (max !== undefined && typed.length > max) {
    return { problem: `This is ${typed.length - max} characters too long; the limit is ${max}.` };
  }
  if (min !== undefined && typed.length < min) return { problem: `Must be at least ${min} characters long.` };
  return { value: typed };
}
