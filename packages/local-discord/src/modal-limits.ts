import { ComponentType } from 'discord-api-types/v10';
import { flatten, type Part } from './components.ts';
import { type Problem, problem } from './errors.ts';
import { repeated, selectProblems, selectTypes } from './message-limits.ts';

/** The documented limit. The schema allows 40. */
const MOST_FIELDS = 5;

/** Validates a modal that the bot wants to open against the limits that the schemas lack. */
export function modalProblems({ components = [] }: { components?: Part[] }): Problem[] {
  const parts = flatten(components);
  return [
    ...(components.length > MOST_FIELDS ? [problem('components', `Must be ${MOST_FIELDS} or fewer in length.`)] : []),
    ...repeated(parts),
    ...parts.flatMap(partProblems),
    ...components.flatMap(({ type, components: row = [], component }) => [
      ...(type === ComponentType.ActionRow && row.length !== 1
        ? [problem('components', 'An action row of a form holds one text input.')]
        : []),
      ...row
        .filter(({ label }) => !label)
        .map(() => problem('components', 'A text input in an action row needs a label.')),
      ...(component?.label && component.type === ComponentType.TextInput
        ? [problem('components', 'A text input inside a Label has no label of its own.')]
        : []),
    ]),
  ];
}

function partProblems(part: Part): Problem[] {
  const say = (wrong: boolean, message: string) => (wrong ? [problem('components', message)] : []);
  const { type, options = [], min_values: least, max_values: most, min_length, max_length } = part;
  const hasOptions = type === ComponentType.RadioGroup || type === ComponentType.CheckboxGroup;
  const values = options.map(({ value }) => value);
  const hasCount = selectTypes.includes(type) || type === ComponentType.CheckboxGroup;
  return [
    ...say(part.disabled === true, 'Nothing in a form can be disabled.'),
    ...say((min_length ?? 0) > (max_length ?? 4000), 'min_length is greater than max_length.'),
    ...say(hasCount && least === 0 && part.required !== false, 'min_values may be 0 only where required is false.'),
    ...say(hasOptions && new Set(values).size !== values.length, 'An option’s value is used twice.'),
    ...say(
      type === ComponentType.RadioGroup && options.filter((option) => option.default).length > 1,
      'One option of a radio group can be chosen.',
    ),
    ...say(type === ComponentType.CheckboxGroup && (least ?? 1) > (most ?? options.length), 'min_values is too great.'),
    ...(selectTypes.includes(type) ? selectProblems(part) : []),
  ];
}
