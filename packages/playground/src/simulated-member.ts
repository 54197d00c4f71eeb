import { type APIMessage, ComponentType } from 'discord-api-types/v10';
import type { Person } from 'local-discord';
import { reasonFields } from '../../../src/discord/view/reason-form.ts';
import type { Person as Member, View } from './taste.ts';

/** A vote that was cast, and the message that said so. */
interface Cast {
  said: APIMessage;
  /** The text that was chosen, or null for a tie and "both bad". */
  chosen: string | null;
}

/** Opts in to research. */
export async function takePart(person: Person, channelId: string): Promise<void> {
  const panel = await (await person.slash('privacy', {}, { channelId })).response();
  await person.click(panel.id, customIdOf(panel, 'privacy:join'));
}

/**
 * Votes on a duel as somebody would who sees the texts' quality with noise.
 * @throws when the ballot has closed
 */
export async function voteOn(
  person: Person,
  duel: APIMessage,
  view: (text: string) => View,
  chance: () => number,
): Promise<Cast> {
  const answers = answersOf(duel);
  const key = choose(
    answers.map((answer) => view(answer).quality),
    chance,
  );
  const answer = await person.click(duel.id, customIdOf(duel, `vote:[^":]+:${key}`));
  const chosen = key === 'a' ? answers[0] : key === 'b' ? answers[1] : undefined;
  return { said: await answer.response(), chosen: chosen ?? null };
}

/** Says what decided a vote, by the form behind **Say why**. */
export async function giveReason(person: Person, { said, chosen }: Cast, why: Member['why']): Promise<void> {
  const { modal } = await person.click(said.id, customIdOf(said, 'reason:[^":]+'));
  if (!modal) return;
  await person.submitModal(modal, { [reasonFields.text]: why(chosen) });
}

/** The texts of answers A and B in a duel. Empty when the message is no duel. */
export function answersOf(message: APIMessage): string[] {
  return (message.components ?? [])
    .flatMap((component) => (component.type === ComponentType.Container ? component.components : []))
    .flatMap((part) =>
      part.type === ComponentType.TextDisplay ? [/^### [AB]\n([\s\S]+)/.exec(part.content)?.[1]] : [],
    )
    .filter((text) => text !== undefined);
}

/** The custom_id that matches. It does not depend on the language of the label. */
const customIdOf = (message: APIMessage, pattern: string): string =>
  JSON.stringify(message.components).match(new RegExp(`"custom_id":"(${pattern})"`))?.[1] ?? '';

/**
 * Chooses the better answer with a probability that is logistic in the difference of quality.
 * Sometimes chooses a tie when they are close, and "both bad" when both are.
 */
function choose([a = 0, b = 0]: readonly number[], chance: () => number): 'a' | 'b' | 'tie' | 'bad' {
  if (Math.max(a, b) <= 3 && chance() < 0.5) return 'bad';
  if (Math.abs(a - b) <= 1 && chance() < 0.25) return 'tie';
  return chance() < 1 / (1 + Math.exp(-0.5 * (a - b))) ? 'a' : 'b';
}
