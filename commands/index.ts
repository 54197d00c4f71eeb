import { agreement } from './agreement.ts';
import { ask } from './ask.ts';
import { challengeOpened, challengeTyped, judgePressed } from './challenger.ts';
import { closeNow, closeVotingMenu } from './close-now.ts';
import type { Button, Form, Menu } from './command.ts';
import { caseReasoning, casesOf, casesPage, disagreements, nextCase, openCase } from './disagreements.ts';
import { exportAggregates } from './export.ts';
import { help } from './help.ts';
import { rulesOpened, rulesReopened, rulesTyped } from './judge-rules.ts';
import { askTheTribunal, judgeThis, tribunalAsked } from './judge-this.ts';
import { leaderboard } from './leaderboard.ts';
import { block, moderated, reports, reportsTurned } from './moderate.ts';
import { myVotes } from './my-votes.ts';
import { type Allowed, dataFor } from './outside.ts';
import { compare, peek } from './peek.ts';
import { privacy, privacyPressed } from './privacy.ts';
import { quota } from './quota.ts';
import { reason, reasonSubmitted } from './reason.ts';
import { reasoning, reasoningMenu, reasoningPage } from './reasoning.ts';
import { report, reported } from './report.ts';
import { settingChosen, settingSwitched, settings, settingsPressed, settingTyped, settingTyping } from './settings.ts';
import { firstQuestion, setup, setupChosen, setupPressed } from './setup.ts';
import { tryAgain } from './try-again.ts';
import { best, vote } from './vote.ts';
import { why } from './why.ts';

/** Everything that a person can do in Discord: slash commands, context menu commands and components. */
export const slashCommands = [
  ask,
  agreement,
  leaderboard,
  myVotes,
  reasoning,
  disagreements,
  exportAggregates,
  privacy,
  reports,
  block,
  settings,
  setup,
  quota,
  help,
];
export const messageCommands = [askTheTribunal, closeVotingMenu, reasoningMenu];
/** Every button, select menu and form, found by the family of its custom_id. */
export const parts: readonly (Button | Menu | Form)[] = [
  vote,
  best,
  peek,
  compare,
  reason,
  reasonSubmitted,
  judgeThis,
  tryAgain,
  tribunalAsked,
  reasoningPage,
  casesPage,
  casesOf,
  openCase,
  nextCase,
  caseReasoning,
  why,
  closeNow,
  privacyPressed,
  report,
  reported,
  moderated,
  reportsTurned,
  settingsPressed,
  settingChosen,
  settingSwitched,
  settingTyping,
  settingTyped,
  rulesOpened,
  rulesReopened,
  rulesTyped,
  judgePressed,
  challengeOpened,
  challengeTyped,
  setupPressed,
  setupChosen,
  firstQuestion,
];

/** The definitions that are registered with Discord, by where the operator allows them. */
export const commandsFor = (allowed: Allowed) =>
  [...slashCommands, ...messageCommands].map((command) => dataFor(command, allowed));

/** Those of a bot that answers on servers only. */
export const commandData = commandsFor({ DIRECT_MESSAGES: false, USER_INSTALL: false });
