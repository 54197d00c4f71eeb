import { ApplicationCommandType, ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { asksOf, countOf } from '../db/repo/person.ts';
import { privacyId } from '../src/discord/custom-id.ts';
import type { MessageView } from '../src/discord/view/blocks.ts';
import { confirmEraseView, exportedView, type Kept, mineView, privacyView } from '../src/discord/view/privacy.ts';
import { command } from '../src/discord/words/describe.ts';
import type { PrivacyAct } from '../src/privacy/acts.ts';
import { decide, takesPart } from '../src/privacy/consent.ts';
import { erasePerson } from '../src/privacy/erase.ts';
import { exportPerson } from '../src/privacy/personal-export.ts';
import { button, type CommandDeps, type SlashCommand } from './command.ts';

const SHOWN = 10;

/** `/privacy`: what is stored about a person, and what they can do about it. */
export const privacy: SlashCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...command('privacy'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },
  anywhere: true,
  outside: true,
  acknowledge: () => 'ephemeral',
  async run(interaction, deps) {
    await deps.respond(interaction, await answer('panel', hashOf(interaction, deps), deps));
  },
};

/**
 * The buttons of `/privacy`. They act on the person who presses them, so a forged press reaches nobody else's
 * data.
 */
export const privacyPressed = button(privacyId, {
  anywhere: true,
  acknowledge: () => 'update',
  async run(interaction, { act }, deps) {
    await deps.respond(interaction, await answer(act, hashOf(interaction, deps), deps));
  },
});

const hashOf = ({ user }: { user: { id: string } }, { pseudonymOf }: CommandDeps) => pseudonymOf(user.id);

async function answer(act: PrivacyAct, hash: string, deps: CommandDeps): Promise<MessageView> {
  const { database, config, words } = deps;
  const panel = async (said?: string) => privacyView(words, await keptOf(hash, deps), config.RETENTION_DAYS, said);
  switch (act) {
    case 'panel':
      return panel();
    case 'mine':
      return mineView(words, await keptOf(hash, deps), await asksOf(database.db, hash, SHOWN));
    case 'export':
      return exportedView(words, await exportPerson(database, hash, deps.now()));
    case 'delete':
      return confirmEraseView(words, await keptOf(hash, deps));
    case 'erase': {
      const gone = await erasePerson(deps, hash);
      return panel(words.privacy.erased(gone.asks, gone.lent, gone.votes));
    }
    case 'join':
      await decide(deps, { hash, decision: 'given' });
      return panel(words.privacy.joined);
    case 'leave':
      await decide(deps, { hash, decision: 'revoked' });
      return panel(words.privacy.left);
  }
}

async function keptOf(hash: string, { database }: CommandDeps): Promise<Kept> {
  return { ...(await countOf(database.db, hash)), takesPart: await takesPart(database, hash) };
}
