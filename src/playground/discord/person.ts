import { randomBytes } from 'node:crypto';
import { type APIApplicationCommand, type APIMessage, ComponentType } from 'discord-api-types/v10';
import { optionData, optionProblems } from './command-options.ts';
import type { Answer, Change, LocalDiscord, Member, OpenModal, Person } from './driver.ts';
import type { PendingInteraction } from './interactions.ts';
import { interactionPayload } from './payloads.ts';
import { mayUse, memberPermissions } from './permissions.ts';
import type { State } from './state.ts';
import { flatten } from './totals.ts';

/** What Discord's client says when the bot does not answer within three seconds. */
const NO_ANSWER = 'The application did not respond';

export interface Stage {
  state: State;
  channelId: string;
  dispatch: (payload: object) => void;
  messages: LocalDiscord['messages'];
  onChange: LocalDiscord['onChange'];
}

interface Sending {
  type: number;
  data: object;
  channelId?: string;
  metadata?: object;
  source?: APIMessage;
}

type Acknowledged = Parameters<PendingInteraction['onAcknowledged']>[0];

/** A member's hands and eyes. */
export function createPerson(stage: Stage, member: Member): Person {
  const { state } = stage;
  const { id: memberId } = member.user;

  const send = async ({ type, data, channelId = stage.channelId, metadata = {}, source }: Sending) => {
    const id = state.nextId();
    const token = randomBytes(32).toString('base64url');
    const payload = {
      ...interactionPayload(state, { id, token, type, data, channelId, member }),
      ...(source ? { message: source } : {}),
    };
    const sentAt = state.now();
    const begun = performance.now();
    const acknowledged = new Promise<Acknowledged>((resolve, reject) => {
      const timer = setTimeout(() => {
        state.changed({ kind: 'interaction', interactionId: id, state: 'failed' });
        reject(new Error(NO_ANSWER));
      }, 3000);
      state.interactions.set(token, {
        id,
        token,
        type,
        channelId,
        memberId,
        sentAt,
        payload,
        metadata: { id, type, user: member.user, authorizing_integration_owners: { '0': state.guildId }, ...metadata },
        sourceId: source?.id ?? null,
        acknowledged: null,
        originalId: null,
        onAcknowledged: (result) => {
          clearTimeout(timer);
          state.changed({ kind: 'interaction', interactionId: id, state: 'answered' });
          resolve(result);
        },
      });
    });
    state.changed({ kind: 'interaction', interactionId: id, state: 'sent' });
    stage.dispatch(payload);
    const result = await acknowledged;
    return { id, token, payload, result, ackMs: performance.now() - begun };
  };

  const act = async (sending: Sending): Promise<Answer> => {
    const { id, token, payload, result, ackMs } = await send(sending);
    if (result.modal) state.changed({ kind: 'modal', memberId, modal: result.modal });
    // A deferred update changes a message that is there already: what counts is the edit after it.
    const before = sending.source?.edited_timestamp;
    return {
      interactionId: id,
      type: result.type,
      ackMs,
      ...(result.message ? { message: result.message } : {}),
      ...(result.modal ? { modal: result.modal } : {}),
      response: (timeoutMs = 10_000) => {
        const { originalId } = state.interactions.get(token) as PendingInteraction;
        const filled = () => {
          const stored = state.messages.get(originalId ?? '');
          const done = result.type === 6 ? stored?.message.edited_timestamp !== before : !stored?.thinking;
          return stored && done ? stored.message : undefined;
        };
        return wait(filled, (id) => (id === originalId ? filled() : undefined), timeoutMs);
      },
      async redeliver() {
        stage.dispatch(payload);
      },
    };
  };

  const waitFor = (test: (message: APIMessage) => boolean, timeoutMs = 10_000) =>
    wait(
      () => state.channels.flatMap(({ id }) => stage.messages(id, memberId)).find(test),
      (id) => {
        const stored = state.messages.get(id);
        const seen = stored && (stored.onlyFor === null || stored.onlyFor === memberId);
        return seen && test(stored.message) ? stored.message : undefined;
      },
      timeoutMs,
    );

  /** Resolves with what is there already, or with the first changed message that will do. */
  const wait = (
    there: () => APIMessage | undefined,
    changed: (id: string) => APIMessage | undefined,
    timeoutMs: number,
  ) =>
    new Promise<APIMessage>((resolve, reject) => {
      const now = there();
      if (now) return resolve(now);
      const stop = stage.onChange((change: Change) => {
        const found = change.kind === 'message' ? changed(change.messageId) : undefined;
        if (!found) return;
        clearTimeout(timer);
        stop();
        resolve(found);
      });
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`no such message within ${timeoutMs} ms`));
      }, timeoutMs);
    });

  const commandNamed = (name: string, type: number, unchecked = false): APIApplicationCommand => {
    const command = [...state.commands.values()].find((known) => known.name === name && known.type === type);
    if (!command) throw new Error(`there is no command ${name}`);
    if (!unchecked && !mayUse(memberPermissions(member.moderator), command.default_member_permissions)) {
      throw new Error(`${member.user.global_name} may not use ${name}`);
    }
    return command;
  };
  const messageSeen = (id: string): APIMessage => {
    const stored = state.messages.get(id);
    if (!stored || (stored.onlyFor && stored.onlyFor !== memberId))
      throw new Error(`${member.user.global_name} sees no message ${id}`);
    return stored.message;
  };
  const component = (message: APIMessage, name: string, forged = false) => {
    const parts = flatten((message.components ?? []) as never[]) as {
      type: number;
      custom_id?: string;
      label?: string;
      disabled?: boolean;
    }[];
    const found = parts.find(
      (part) => part.custom_id === name || (part.type === ComponentType.Button && part.label === name),
    );
    if (found?.disabled && !forged) throw new Error(`${name} is disabled`);
    if (!found && !forged) throw new Error(`there is no ${name} on this message`);
    return { type: found?.type ?? ComponentType.Button, id: found?.custom_id ?? name };
  };

  return {
    async slash(name, options = {}, { channelId = stage.channelId, unchecked = false } = {}) {
      const command = commandNamed(name, 1, unchecked);
      const problems = unchecked ? [] : optionProblems(command, options);
      if (problems.length > 0) throw new Error(problems.join('; '));
      const data = { id: command.id, name, type: 1, guild_id: state.guildId, options: optionData(command, options) };
      return act({ type: 2, data, channelId, metadata: { name } });
    },
    async autocomplete(name, options, focused) {
      const command = commandNamed(name, 1);
      const data = {
        id: command.id,
        name,
        type: 1,
        guild_id: state.guildId,
        options: optionData(command, options, focused),
      };
      return (await send({ type: 4, data })).result.choices ?? [];
    },
    async click(messageId, button, { forged = false } = {}) {
      const message = messageSeen(messageId);
      const { id } = component(message, button, forged);
      return act({
        type: 3,
        data: { custom_id: id, component_type: ComponentType.Button, id: 1 },
        channelId: message.channel_id,
        source: message,
      });
    },
    async select(messageId, customId, values) {
      const message = messageSeen(messageId);
      const { type, id } = component(message, customId);
      return act({
        type: 3,
        data: { custom_id: id, component_type: type, values, id: 1, ...resolvedFor(state, type, values) },
        channelId: message.channel_id,
        source: message,
      });
    },
    async submitModal(modal, values) {
      return act({ type: 5, data: { custom_id: modal.data.custom_id, components: filledIn(modal, values) } });
    },
    async messageMenu(name, messageId) {
      const command = commandNamed(name, 3);
      const message = messageSeen(messageId);
      const data = {
        id: command.id,
        name,
        type: 3,
        guild_id: state.guildId,
        target_id: messageId,
        resolved: { messages: { [messageId]: message } },
      };
      return act({ type: 2, data, channelId: message.channel_id, metadata: { name } });
    },
    waitFor,
  };
}

function resolvedFor(state: State, type: number, values: readonly string[]): object {
  const pickFrom = <T>(find: (id: string) => T | undefined) =>
    Object.fromEntries(values.flatMap((id) => (find(id) ? [[id, find(id)]] : [])));
  if (type === ComponentType.ChannelSelect)
    return { resolved: { channels: pickFrom((id) => state.channels.find((c) => c.id === id)) } };
  if (type === ComponentType.UserSelect || type === ComponentType.MentionableSelect) {
    return { resolved: { users: pickFrom((id) => state.members.get(id)?.user) } };
  }
  return {};
}

/** A modal's fields with what the person put in: labels with their component, or the older rows of text inputs. */
function filledIn({ data }: OpenModal, values: Readonly<Record<string, string | readonly string[]>>): object[] {
  type Field = { type: number; custom_id?: string; component?: Field; components?: Field[] };
  const fill = (field: Field): object => {
    if (field.component) return { type: field.type, id: 1, component: fill(field.component) };
    if (field.components) return { type: field.type, id: 1, components: field.components.map(fill) };
    const value = values[field.custom_id ?? ''];
    const many = typeof value !== 'string' && value !== undefined;
    return {
      type: field.type,
      id: 1,
      ...(field.custom_id ? { custom_id: field.custom_id } : {}),
      ...(many ? { values: value } : { value: value ?? '' }),
    };
  };
  return (data.components as unknown as Field[]).map(fill);
}
