import type { State } from '../discord-state.ts';
import { refusals } from '../errors.ts';
import { botMember, channelPayload, guildPayload, isOfServer, memberPayload } from '../payloads.ts';
import type { Call, Route } from './route.ts';

/** The server, its channels, roles and members. */
export function guildRoutes(route: Route, state: State): void {
  const check = ({ param }: Call) => {
    if (param('guild') !== state.guildId) throw refusals.unknownGuild();
    if (!state.botIsIn) throw refusals.missingAccess();
  };
  route('GET', '/users/@me/guilds', () => ({
    body: state.botIsIn
      ? [{ id: state.guildId, name: state.guildName, icon: null, owner: false, permissions: '0', features: [] }]
      : [],
  }));
  route('GET', '/guilds/:guild', (call) => {
    check(call);
    return { body: guildPayload(state) };
  });
  route('GET', '/guilds/:guild/channels', (call) => {
    check(call);
    return { body: state.channels.filter(isOfServer).map((channel) => channelPayload(state, channel)) };
  });
  route('GET', '/guilds/:guild/roles', (call) => {
    check(call);
    return { body: Object.values(state.roles) };
  });
  route('GET', '/guilds/:guild/members/:user', (call) => {
    check(call);
    const id = call.param('user');
    const member = state.members.get(id);
    if (!member && id !== state.bot.id) throw refusals.unknownMember();
    return { body: member ? memberPayload(state, member) : botMember(state) };
  });
}
