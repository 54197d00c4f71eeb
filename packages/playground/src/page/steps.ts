import type { APIMessage } from 'discord-api-types/v10';
import { flags, hasFlag, useOf } from './messages/use.ts';
import { changed, type Step, state } from './state.ts';

/** The steps that a message shows to have happened. One person plays all but simulated members. */
export function stepsIn(message: APIMessage, isPlayed: (memberId: string) => boolean): Step[] {
  const ids = customIdsIn(message.components ?? []);
  const has = (pattern: RegExp) => ids.some((id) => pattern.test(id));
  const use = useOf(message);
  const alone = hasFlag(message, flags.ephemeral);
  const steps: Step[] = [];
  // There is something to vote on once there is a pick. An answer for one person alone can only be reported.
  const isPicked = has(/^(?:vote|best|compare|peek|why):/) || (alone && has(/^report:/));
  if (use?.name === 'ask' && isPlayed(use.user.id) && isPicked) steps.push('asked');
  // **Say why** is offered below a vote that was counted.
  if (alone && has(/^reason:/)) steps.push('voted');
  if (has(/^(?:case-)?reasoning:/)) steps.push('read');
  return steps;
}

interface Part {
  custom_id?: string;
  components?: Part[];
  accessory?: Part;
}

const customIdsIn = (parts: readonly unknown[]): string[] =>
  (parts as readonly Part[]).flatMap(({ custom_id, components = [], accessory }) => [
    ...(custom_id ? [custom_id] : []),
    ...customIdsIn([...components, ...(accessory ? [accessory] : [])]),
  ]);

/** Ticks the steps that these messages show. */
export function tickFrom(messages: readonly APIMessage[]): void {
  const people = state.hello?.people ?? [];
  tick(messages.flatMap((message) => stepsIn(message, (id) => people.some((person) => person.id === id))));
}

export function tick(steps: readonly Step[]): void {
  if (steps.every((step) => state.done.has(step))) return;
  for (const step of steps) state.done.add(step);
  store();
}

/** Notes that the agreement was read. Before simulated members have voted, there was nothing to read. */
export function noteMeasured(): void {
  if (!state.done.has('met')) return;
  state.measured = true;
  store();
  changed();
}

/** One list for each server: a new one begins anew. */
const key = () => `tribunal-steps ${state.hello?.applicationId}`;

const store = () => localStorage.setItem(key(), JSON.stringify({ done: [...state.done], measured: state.measured }));

/** Brings back what had happened when the page was last open. */
export function recallSteps(): void {
  try {
    const kept = JSON.parse(localStorage.getItem(key()) ?? '{}') as { done?: Step[]; measured?: boolean };
    state.done = new Set(kept.done);
    state.measured = kept.measured === true;
  } catch {
    state.done = new Set();
  }
}
