import type { Answer, LocalDiscord, OpenModal, Upload } from 'local-discord';
import { z } from 'zod';
import type { Learning } from './learning.ts';
import type { ModelSwitch } from './model-switch.ts';
import type { ActResult, SentFile } from './page/protocol.ts';
import type { Simulation } from './simulation.ts';

const id = z.string().min(1).max(100);
const name = z.string().min(1).max(100);
const text = z.string().max(20_000);

const actSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('slash'),
    channelId: id,
    command: name,
    options: z.record(z.string(), z.union([text, z.number(), z.boolean()])),
    files: z.record(z.string(), z.object({ name, type: z.string().max(100), data: z.base64() })).default({}),
  }),
  z.object({ kind: z.literal('autocomplete'), command: name, options: z.record(z.string(), text), focused: name }),
  z.object({ kind: z.literal('click'), messageId: id, customId: name }),
  z.object({ kind: z.literal('select'), messageId: id, customId: name, values: z.array(text).max(25) }),
  z.object({
    kind: z.literal('modal'),
    interactionId: id,
    values: z.record(z.string(), z.union([text, z.array(text).max(25)])),
  }),
  z.object({ kind: z.literal('menu'), command: name, messageId: id }),
  z.object({ kind: z.literal('say'), channelId: id, content: text.min(1).max(2000), replyTo: id.optional() }),
  z.object({ kind: z.literal('simulate'), on: z.boolean() }),
  z.object({ kind: z.literal('learn'), step: z.enum(['learn', 'challenge', 'look']) }),
  z.object({ kind: z.literal('use-models'), writes: text.nullable(), judges: text.nullable() }),
  z.object({ kind: z.literal('look-near') }),
]);
export const requestSchema = z.object({ as: id, act: actSchema });
type Request = z.infer<typeof requestSchema>;

const decoded = (files: Record<string, SentFile>): Record<string, Upload> =>
  Object.fromEntries(
    Object.entries(files).map(([field, file]) => [field, { ...file, data: Buffer.from(file.data, 'base64') }]),
  );

/** How many open modals are remembered. Beyond that, the oldest is dropped. */
const OPEN_MODALS = 100;

/** Carries out what people do on the page. Never rejects: a failure is a `problem` in words for people. */
export function openActs(
  discord: LocalDiscord,
  { simulation, learning, models }: { simulation?: Simulation; learning?: Learning; models?: ModelSwitch },
): (request: Request) => Promise<ActResult> {
  const modals = new Map<string, OpenModal>();
  const told = ({ modal }: Answer): ActResult => {
    if (!modal) return { ok: true };
    modals.set(modal.interactionId, modal);
    for (const oldest of modals.keys()) {
      if (modals.size <= OPEN_MODALS) break;
      modals.delete(oldest);
    }
    return { ok: true, modal: { interactionId: modal.interactionId, data: modal.data } };
  };

  const perform = async ({ as, act }: Request): Promise<ActResult> => {
    const person = discord.as(as);
    switch (act.kind) {
      case 'slash':
        return told(
          await person.slash(act.command, act.options, { channelId: act.channelId, files: decoded(act.files) }),
        );
      case 'autocomplete':
        return { ok: true, choices: await person.autocomplete(act.command, act.options, act.focused) };
      case 'click': {
        const answer = await person.click(act.messageId, act.customId);
        // A press in the judge's section may have put another one in charge.
        if (act.customId.startsWith('judge:')) learning?.look();
        return told(answer);
      }
      case 'select':
        return told(await person.select(act.messageId, act.customId, act.values));
      case 'menu':
        return told(await person.messageMenu(act.command, act.messageId));
      case 'say': {
        // Discord's client sends a mention when a person picks a name.
        const content = act.content.replace(/^@tribunal\b/i, `<@${discord.applicationId}>`);
        person.say(content, { channelId: act.channelId, ...(act.replyTo ? { replyTo: act.replyTo } : {}) });
        return { ok: true };
      }
      case 'simulate':
        if (!simulation) return { ok: false, problem: 'There are no simulated members here.' };
        if (act.on) simulation.start();
        else simulation.stop();
        return { ok: true };
      case 'learn':
        if (!learning) return { ok: false, problem: 'No judge learns here. Open the playground with --taste.' };
        learning[act.step]();
        return { ok: true };
      case 'use-models':
      case 'look-near':
        if (!models) return { ok: false, problem: 'The models cannot be changed here.' };
        await (act.kind === 'look-near' ? models.look() : models.use(act));
        return { ok: true };
      case 'modal': {
        const modal = modals.get(act.interactionId);
        if (!modal) return { ok: false, problem: 'This form is no longer open. Close it and open it again.' };
        const result = told(await person.submitModal(modal, act.values));
        modals.delete(act.interactionId);
        return result;
      }
    }
  };

  return async (request) => {
    try {
      return await perform(request);
    } catch (error) {
      return { ok: false, problem: error instanceof Error ? error.message : 'Something went wrong. Please try again.' };
    }
  };
}
