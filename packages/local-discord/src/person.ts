import {
  type APIApplicationCommand,
  type APIMessage,
  ApplicationCommandType,
  ComponentType,
  MessageType,
} from 'discord-api-types/v10';
import { stored } from './attachments.ts';
import { clickProblems, partOf, selectionProblems } from './client-checks.ts';
import { leafOf, namedIds, optionData, optionProblems } from './command-options.ts';
import type { Part } from './components.ts';
import { mayUse, memberPermissions } from './discord-permissions.ts';
import { type State, sees } from './discord-state.ts';
import type { LocalDiscord, Member, Person, Upload } from './driver.ts';
import { isOffered, type Owners, ownersAt, ownersFor } from './installations.ts';
import { selectTypes } from './message-limits.ts';
import { createMessage } from './message-store.ts';
import { modalValueProblems, submitted } from './modal-values.ts';
import { INTERACTION } from './pending-interaction.ts';
import { resolvedFor } from './resolved.ts';
import { answerOf, type Sending, send } from './send-interaction.ts';
import { waitForMessage } from './visible.ts';

const { ChatInput, Message, User } = ApplicationCommandType;

/** Acts as a member. @throws in the words of Discord's client when the client would not allow an act. */
export function createPerson(state: State, member: Member, homeId: string, onChange: LocalDiscord['onChange']): Person {
  const { id: memberId } = member.user;
  const act = async (sending: Sending) => {
    const sent = await send(state, member, sending);
    if (sent.result.modal) state.changed({ kind: 'modal', memberId, modal: sent.result.modal });
    return answerOf(state, sent);
  };
  const ownersIn = (channelId: string, found: APIApplicationCommand) => {
    const channel = state.channels.find(({ id }) => id === channelId);
    return { channel, owners: ownersFor(ownersAt(state, member, channel), found) };
  };
  const command = (
    name: string,
    type: ApplicationCommandType,
    channelId: string,
    unchecked = false,
  ): APIApplicationCommand => {
    const found = [...state.commands.values()].find((known) => known.name === name && known.type === type);
    if (!found) throw new Error(`There is no command ${name}.`);
    const { channel, owners } = ownersIn(channelId, found);
    if (!unchecked && !isOffered(found, channel, owners)) throw new Error(`There is no command ${name} here.`);
    if (!unchecked && !mayUse(memberPermissions(member.moderator, member.more), found.default_member_permissions))
      throw new Error(`${member.user.global_name} may not use ${name}.`);
    return found;
  };
  const invoked = (found: APIApplicationCommand, channelId: string, rest: object) => {
    const { id, name, type, guild_id } = found;
    return {
      type: INTERACTION.command,
      data: { id, name, type, ...(guild_id ? { guild_id } : {}), ...rest },
      channelId,
      owners: ownersIn(channelId, found).owners,
      metadata: { name, command_type: type },
      messageType: type === ChatInput ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand,
    };
  };
  const seen = (id: string): APIMessage => {
    const found = state.messages.get(id);
    if (!found || !sees(found, memberId)) throw new Error(`${member.user.global_name} sees no message ${id}.`);
    return found.message;
  };
  const used = (source: APIMessage, { type, id, custom_id }: Part, rest: object = {}): Sending => ({
    type: INTERACTION.component,
    data: { component_type: type, id, custom_id, ...rest },
    channelId: source.channel_id,
    metadata: { interacted_message_id: source.id },
    source,
    ...ownersOfMessage(source),
  });
  const uploaded = (files: Readonly<Record<string, Upload>> = {}) =>
    Object.entries(files).map(([field, { name, type, data }]) => ({
      field,
      file: stored(state, homeId, { name, type, bytes: Buffer.from(data) }),
    }));

  return {
    async slash(path, options = {}, { channelId = homeId, unchecked, files } = {}) {
      const [name = '', ...rest] = path.split(' ');
      const found = command(name, ChatInput, channelId, unchecked);
      const leaf = leafOf(found, rest);
      const uploads = uploaded(files);
      const given = { ...options, ...Object.fromEntries(uploads.map(({ field, file }) => [field, file.id])) };
      refuse(unchecked ? [] : optionProblems(leaf.options, given));
      const ids = namedIds(leaf.options, given);
      const data = {
        options: leaf.nest(optionData(leaf.options, given)),
        ...resolvedFor(
          state,
          ids,
          uploads.map(({ file }) => file),
        ),
      };
      const sending = invoked(found, channelId, data);
      return act({ ...sending, metadata: { ...sending.metadata, name: path } });
    },
    async autocomplete(path, options, focused) {
      const [name = '', ...rest] = path.split(' ');
      const found = command(name, ChatInput, homeId);
      const leaf = leafOf(found, rest);
      const sending = invoked(found, homeId, { options: leaf.nest(optionData(leaf.options, options, focused)) });
      const sent = await send(state, member, { ...sending, type: INTERACTION.autocomplete });
      return sent.result.choices ?? [];
    },
    async click(messageId, name, { forged = false } = {}) {
      const message = seen(messageId);
      const part = partOf(
        message,
        (p) => p.type === ComponentType.Button && (p.custom_id === name || p.label === name),
      );
      if (!forged) refuse(clickProblems(name, part));
      return act(used(message, { type: ComponentType.Button, id: part?.id ?? 1, custom_id: part?.custom_id ?? name }));
    },
    async select(messageId, customId, values, { forged = false } = {}) {
      const message = seen(messageId);
      const part = partOf(message, (p) => selectTypes.includes(p.type) && p.custom_id === customId);
      if (!forged) refuse(selectionProblems(customId, part, values));
      const type = part?.type ?? ComponentType.StringSelect;
      const named = type === ComponentType.StringSelect ? [] : values;
      const sending = { type, id: part?.id ?? 1, custom_id: customId };
      return act(used(message, sending, { values, ...resolvedFor(state, named) }));
    },
    async submitModal(modal, values, { unchecked = false, files } = {}) {
      const opened = state.modals.get(modal.interactionId);
      if (!opened) throw new Error('There is no such form.');
      const uploads = uploaded(files);
      const given = { ...values, ...Object.fromEntries(uploads.map(({ field, file }) => [field, [file.id]])) };
      if (!unchecked) refuse(modalValueProblems(modal, given));
      const ids = Object.values(given).flat();
      return act({
        type: INTERACTION.modal,
        data: {
          custom_id: modal.data.custom_id,
          components: submitted(modal, given),
          ...resolvedFor(
            state,
            ids,
            uploads.map(({ file }) => file),
          ),
        },
        channelId: opened.channelId,
        owners: opened.owners,
        metadata: { triggering_interaction_metadata: opened.metadata },
        messageType: opened.messageType,
        source: state.messages.get(opened.sourceId ?? '')?.message,
      });
    },
    async messageMenu(name, messageId, { unchecked } = {}) {
      const message = seen(messageId);
      const { channel_id: channelId } = message;
      const sending = invoked(command(name, Message, channelId, unchecked), channelId, {
        target_id: messageId,
        resolved: { messages: { [messageId]: message } },
      });
      const metadata = { ...sending.metadata, target_message_id: messageId };
      return act({ ...sending, metadata, targetId: messageId });
    },
    async userMenu(name, targetId, { unchecked } = {}) {
      const target = state.members.get(targetId);
      if (!target) throw new Error(`Nobody here has the id ${targetId}.`);
      const sending = invoked(command(name, User, homeId, unchecked), homeId, {
        target_id: targetId,
        ...resolvedFor(state, [targetId]),
      });
      return act({ ...sending, metadata: { ...sending.metadata, target_user: target.user } });
    },
    say(content, { channelId = homeId, replyTo, ping = true, files = [], more } = {}) {
      if (replyTo !== undefined) seen(replyTo);
      const parse = member.moderator ? ['users', 'roles', 'everyone'] : ['users'];
      const { message } = createMessage(state, {
        channelId,
        form: {
          content,
          allowed_mentions: { parse: parse as never[], replied_user: ping },
          ...(replyTo === undefined ? {} : { message_reference: { message_id: replyTo } }),
        },
        uploads: new Map(files.map(({ name, type, data }, n) => [n, { name, type, bytes: Buffer.from(data) }])),
        author: member.user,
        kind: 'message',
        onlyFor: null,
        ...(more ? { origin: more } : {}),
      });
      return message;
    },
    waitFor: (test, timeoutMs = 30_000) => waitForMessage(state, onChange, memberId, test, timeoutMs),
  };
}

/** What is pressed on an answer counts as the interaction that the answer belongs to. */
function ownersOfMessage({ interaction_metadata: about }: APIMessage): { owners?: Owners } {
  return about ? { owners: about.authorizing_integration_owners as Owners } : {};
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('; '));
}
