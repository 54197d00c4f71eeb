import { type APIApplicationCommand, ApplicationCommandType } from 'discord-api-types/v10';
import { commandAnswer } from '../command-answer.ts';
import { commandProblems, isTooMany } from '../command-limits.ts';
import type { State } from '../discord-state.ts';
import { type Problem, refusals } from '../errors.ts';
import type { Call, Route } from './route.ts';

/** Application commands. Global commands and those of the server are separate lists. */
export function commandRoutes(route: Route, state: State): void {
  for (const [place, isGuild] of [
    ['/applications/:app/commands', false],
    ['/applications/:app/guilds/:guild/commands', true],
  ] as const) {
    const guildOf = ({ param }: Call): string | null => {
      if (param('app') !== state.applicationId) throw refusals.notThisApplication();
      if (isGuild && (param('guild') !== state.guildId || !state.botIsIn)) throw refusals.missingAccess();
      return isGuild ? state.guildId : null;
    };
    const found = (call: Call) => {
      const command = inPlace(state, guildOf(call)).find(({ id }) => id === call.param('command'));
      if (!command) throw refusals.unknownCommand();
      return command;
    };

    const answer = (command: APIApplicationCommand) => commandAnswer(command, true);

    route('GET', place, (call) => {
      const withTranslations = call.query('with_localizations') === 'true';
      return { body: inPlace(state, guildOf(call)).map((command) => commandAnswer(command, withTranslations)) };
    });
    route(
      'PUT',
      place,
      (call) => {
        const guildId = guildOf(call);
        const commands = call.body as APIApplicationCommand[];
        refuse(
          commands.flatMap((command, index) =>
            commandProblems(command).map((p) => ({ ...p, path: [index, ...p.path] })),
          ),
        );
        if (isTooMany(commands)) throw refusals.tooManyCommands();
        const before = inPlace(state, guildId);
        if (before.some(isEntryPoint) && !commands.some(isEntryPoint)) throw refusals.entryPointLeftOut();
        for (const { id } of before) state.commands.delete(id);
        for (const command of commands) register(state, guildId, command, before);
        return { body: inPlace(state, guildId).map(answer) };
      },
      { schema: 'ApplicationCommandUpdateRequestSchema', isList: true },
    );
    route(
      'POST',
      place,
      (call) => {
        const guildId = guildOf(call);
        const command = call.body as APIApplicationCommand;
        refuse(commandProblems(command));
        const before = inPlace(state, guildId);
        const isNew = !before.some((known) => isSame(known, command));
        if (isNew && isTooMany([...before, command])) throw refusals.tooManyCommands();
        return { status: isNew ? 201 : 200, body: answer(register(state, guildId, command, before)) };
      },
      { schema: 'ApplicationCommandCreateRequestSchema' },
    );
    route('GET', `${place}/:command`, (call) => ({ body: answer(found(call)) }));
    route(
      'PATCH',
      `${place}/:command`,
      (call) => {
        const before = found(call);
        const command = { ...before, ...(call.body as object) } as APIApplicationCommand;
        refuse(commandProblems(command));
        return { body: answer(register(state, guildOf(call), command, [before])) };
      },
      { schema: 'ApplicationCommandPatchRequestPartialSchema' },
    );
    route('DELETE', `${place}/:command`, (call) => {
      state.commands.delete(found(call).id);
      return {};
    });
  }
}

const inPlace = (state: State, guildId: string | null): APIApplicationCommand[] =>
  [...state.commands.values()].filter((command) => (command.guild_id ?? null) === guildId);

const isSame = (known: APIApplicationCommand, { id, name, type = 1 }: APIApplicationCommand): boolean =>
  known.id === id || (known.name === name && known.type === type);

const isEntryPoint = ({ type }: APIApplicationCommand): boolean => type === ApplicationCommandType.PrimaryEntryPoint;

/** Upserts a command: one with the same name and type keeps its id. */
function register(
  state: State,
  guildId: string | null,
  command: APIApplicationCommand,
  before: readonly APIApplicationCommand[],
): APIApplicationCommand {
  const registered = {
    default_member_permissions: null,
    contexts: null,
    integration_types: [0],
    nsfw: false,
    ...(command as object),
    type: command.type ?? 1,
    description: command.description ?? '',
    id: before.find((known) => isSame(known, command))?.id ?? state.nextId(),
    application_id: state.applicationId,
    version: state.nextId(),
    ...(guildId ? { guild_id: guildId } : {}),
  } as APIApplicationCommand;
  state.commands.set(registered.id, registered);
  return registered;
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw refusals.invalidForm(problems);
}
