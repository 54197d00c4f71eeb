import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moderateId, privacyId } from '../../src/discord/custom-id.ts';
import { confirmEraseView, mineView, privacyView } from '../../src/discord/view/privacy.ts';
import { reportView } from '../../src/discord/view/report.ts';
import { confirmDeleteView } from '../../src/discord/view/report-delete.ts';
import { reportsView } from '../../src/discord/view/report-list.ts';
import { wordsOf } from '../../src/discord/words/words.ts';
import { moderateActs } from '../../src/moderation/acts.ts';
import { privacyActs } from '../../src/privacy/acts.ts';
import { askRow } from '../support/snapshots.ts';

const root = join(import.meta.dirname, '../..');
const sources = ['commands/**/*.ts', 'src/**/*.ts', 'db/**/*.ts'].flatMap((glob) => globSync(glob, { cwd: root }));
const textOf = new Map(sources.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
const callersOf = (name: string, but: string): string[] =>
  sources.filter((path) => path !== but && new RegExp(`\\b${name}\\(`).test(textOf.get(path) ?? '')).sort();

/**
 * Every function that takes away for ever what somebody wrote or decided, by who may call it. What a person
 * presses or types before each, and how it asks, stands beside it.
 */
const irreversible: Readonly<Record<string, { in: string; callers: Record<string, string> }>> = {
  deleteAsk: {
    in: 'db/repo/erase.ts',
    callers: { 'src/moderation/moderate.ts': 'Delete for good, behind Delete of a report' },
  },
  deletePerson: { in: 'db/repo/erase.ts', callers: { 'src/privacy/erase.ts': 'erasePerson' } },
  erasePerson: {
    in: 'src/privacy/erase.ts',
    callers: {
      'commands/privacy.ts': 'Delete all of it, behind Delete mine',
      'src/cli/erase.ts': '--yes; without it the command says what would go',
    },
  },
  deleteGuild: { in: 'db/repo/erase.ts', callers: { 'src/privacy/erase-guild.ts': 'purgeGuild' } },
  purgeGuild: {
    in: 'src/privacy/erase-guild.ts',
    callers: {
      'src/main.ts': 'seven days after the bot was removed, if it is still out',
      'src/cli/erase.ts': '--yes; without it the command says what would go',
    },
  },
  emptyOldAsks: {
    in: 'db/repo/retention.ts',
    callers: { 'src/privacy/retention.ts': 'nobody presses it: the days are in /privacy and privacy.md' },
  },
  deleteOpenBallot: {
    in: 'db/repo/ballots.ts',
    callers: { 'src/asks/finish.ts': 'nobody presses it, and nobody has seen that answer' },
  },
  publishExport: {
    in: 'src/research/hub/publish-export.ts',
    callers: { 'src/cli/publish.ts': '--yes; without it the command says what it would send' },
  },
};

/** Every button that does it, and the one that asks before. */
const confirmed = {
  [moderateId.write({ reportId: askRow().id, act: 'erase' })]: 'delete',
  [privacyId.write({ act: 'erase' })]: 'delete',
};

describe('what cannot be undone', () => {
  it.each(Object.entries(irreversible))('%s has no callers but those that ask first', (name, { in: path, callers }) => {
    expect(textOf.get(path), path).toMatch(new RegExp(`\\b${name}\\b`));
    expect(callersOf(name, path)).toEqual(Object.keys(callers).sort());
  });

  it('is in this list if its rows are deleted or emptied in db/repo', () => {
    const exported = sources
      .filter((path) => path.startsWith('db/repo/'))
      .flatMap((path) => [...(textOf.get(path) ?? '').matchAll(/export (?:async )?(?:function|const) (\w+)/g)])
      .map(([, name = '']) => name)
      .filter((name) => /^(delete|empty|erase|purge|drop)/.test(name));
    /** They delete what is derived, temporary, or dated, or what the same person typed and has not saved. */
    const harmless = [
      ...['deleteDraft', 'deleteOldDrafts', 'deleteOldAudit', 'deletePurgeJobs', 'deletePeekCodes'],
      ...['deleteReservation', 'emptyLateReports', 'emptyTokens', 'deleteRun'],
    ];
    expect(exported.sort()).toEqual(
      [...harmless, ...Object.keys(irreversible).filter((name) => exported.includes(name))].sort(),
    );
  });

  it('is behind a button that only stands below its own question, which says so', () => {
    const ask = askRow();
    const report = {
      ...{ id: ask.id, askId: ask.id, guildId: '3', reporterHash: 'r', reason: 'other' as const, words: 'x' },
      ...{ slot: null, channelId: null, messageId: null, state: 'open' as const },
      ...{ createdAt: new Date(0), settledAt: null },
    };
    const snapshot = { report, ask, answers: [], hidden: false, blocked: false, mayBeQuoted: true };
    const kept = { asks: 1, lent: 1, votes: 1, takesPart: true };
    for (const words of Object.values(wordsOf)) {
      const asking = [
        confirmDeleteView(words, snapshot, { answers: 1, votes: 1, reportIds: [ask.id] }),
        confirmEraseView(words, kept),
      ].map((view) => JSON.stringify(view));
      for (const [at, id] of Object.keys(confirmed).entries()) {
        expect(asking[at]).toContain(id);
        expect(asking[at]).toMatch(/cannot be undone|nicht rückgängig machen/);
      }
      const others = [
        reportView(words, snapshot),
        reportView(words, { ...snapshot, hidden: true, blocked: true }),
        reportsView(words, 'open', [snapshot]),
        reportsView(words, 'decided', []),
        privacyView(words, kept, 30),
        mineView(words, kept, [ask]),
      ].map((view) => JSON.stringify(view));
      for (const id of Object.keys(confirmed)) for (const view of others) expect(view).not.toContain(id);
    }
  });

  it('has a question for each act of these families', () => {
    expect(moderateActs.filter((act) => act === 'delete' || act === 'erase')).toEqual(['delete', 'erase']);
    expect(privacyActs.filter((act) => act === 'delete' || act === 'erase')).toEqual(['delete', 'erase']);
    // A press on the question writes nothing.
    const moderating = textOf.get('src/moderation/moderate.ts') ?? '';
    expect(moderating).not.toMatch(/case 'delete'|act === 'delete'/);
  });
});
