import { agreement } from './agreement.ts';
import { ask } from './ask.ts';
import type { Button, Form, Menu } from './command.ts';
import { compare, peek } from './peek.ts';
import { reasoning, reasoningMenu, reasoningPage } from './reasoning.ts';
import { vote } from './vote.ts';

/** Everything that a person can do in Discord. */
export const slashCommands = [ask, agreement, reasoning];
export const messageCommands = [reasoningMenu];
export const parts: readonly (Button | Menu | Form)[] = [vote, peek, compare, reasoningPage];

/** As Discord is told of it. */
export const commandData = [...slashCommands, ...messageCommands].map(({ data }) => data);
