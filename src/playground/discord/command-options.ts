import type { APIApplicationCommand, APIApplicationCommandOption } from 'discord-api-types/v10';

interface Rules {
  type: number;
  name: string;
  required?: boolean;
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
  choices?: { value: string | number }[];
}

/** What Discord's own client would not let a person send, in its words; empty where all is well. */
export function optionProblems(
  command: APIApplicationCommand,
  given: Readonly<Record<string, string | number | boolean>>,
): string[] {
  const options = (command.options ?? []) as unknown as Rules[];
  const unknown = Object.keys(given).filter((name) => !options.some((option) => option.name === name));
  return [
    ...unknown.map((name) => `${name}: there is no such option`),
    ...options.flatMap((option) => problemsOf(option, given[option.name])),
  ];
}

function problemsOf(option: Rules, value: string | number | boolean | undefined): string[] {
  if (value === undefined || value === '')
    return option.required ? [`${option.name}: This option is required. Specify a value`] : [];
  const say = (problem: string) => [`${option.name}: ${problem}`];
  if (option.choices && !option.choices.some((choice) => choice.value === value))
    return say('Choose one of the choices');
  if (option.type === 3) {
    const { length } = String(value);
    if (length > (option.max_length ?? 6000)) return say(`Must be ${option.max_length ?? 6000} or fewer characters`);
    if (length < (option.min_length ?? 0)) return say(`Must be ${option.min_length} or more characters`);
  }
  if (option.type === 4 || option.type === 10) {
    const number = Number(value);
    if (!Number.isFinite(number) || (option.type === 4 && !Number.isInteger(number)))
      return say('Input a valid integer');
    if (number < (option.min_value ?? -Infinity))
      return say(`The value must be greater than or equal to ${option.min_value}`);
    if (number > (option.max_value ?? Infinity))
      return say(`The value must be less than or equal to ${option.max_value}`);
  }
  return [];
}

/** Options as an interaction carries them, typed by the command's definition. */
export function optionData(
  command: APIApplicationCommand,
  given: Readonly<Record<string, string | number | boolean>>,
  focused?: string,
): object[] {
  const options = (command.options ?? []) as APIApplicationCommandOption[];
  return Object.entries(given).map(([name, value]) => {
    const type = options.find((option) => option.name === name)?.type ?? 3;
    const typed =
      type === 4 || type === 10
        ? focused === name
          ? value
          : Number(value)
        : type === 5
          ? value === true || value === 'true'
          : String(value);
    return { name, type, value: typed, ...(focused === name ? { focused: true } : {}) };
  });
}
