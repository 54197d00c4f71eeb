import { policy } from './discord-terms.ts';
import type { Manifest } from './manifest.ts';

/** Without it `load_dataset` would take manifest.json for the data. */
const NOTHING = '  - config_name: default\n    data_files: []';

/**
 * The dataset card for the Hugging Face Hub: YAML front matter, then Markdown. The licence is `other` until
 * the operator chooses one.
 * @param configs name the files by split; they are those that `load_dataset` finds
 */
export function datasetCard(
  manifest: Manifest,
  configs: readonly { name: string; files: Record<string, string> }[],
): string {
  const front = configs
    .filter(({ files }) => Object.keys(files).length > 0)
    .map(
      ({ name, files }) =>
        `  - config_name: ${name}\n    data_files:\n${Object.entries(files)
          .map(([split, path]) => `      - split: ${split}\n        path: ${path}`)
          .join('\n')}`,
    );
  const counts = Object.entries(manifest.rows).flatMap(([file, rows]) => (rows > 0 ? [`| ${file} | ${rows} |`] : []));
  const leftOut = Object.entries(manifest.leftOut).flatMap(([what, reasons]) =>
    Object.entries(reasons).map(([reason, n]) => `| ${what} | ${reason} | fewer than ${n} |`),
  );
  return `---
pretty_name: Tribunal community votes
license: other
license_name: discord-developer-terms
license_link: https://support-dev.discord.com/hc/articles/8562894815383
configs:
${front.length > 0 ? front.join('\n') : NOTHING}
tags:
  - preference
  - llm-as-a-judge
  - human-feedback
---

# Tribunal community votes

Questions asked on Discord, several answers to each, what a reasoning reward model said when it compared them, and how people voted without knowing it. Exported by Tribunal at ${manifest.exportedAt}; CODEBOOK.md explains every column.

## Before you use it

${policy.map((rule) => `- ${rule}`).join('\n')}
${manifest.discordPermission === null ? '- No permission of Discord to train on this data is known. Do not train on it.' : `- The operator names this permission of Discord: ${manifest.discordPermission}`}

## Consent

Asks are here only where the asker has opted in, votes only where the voter has too and at least ${manifest.smallestCell - 1} others on the same ask; private asks never are. Nobody has a name or an id: asks and votes have codes that are this export’s own, ${manifest.linkedVoters === null ? 'and a voter has another code on each ask.' : `and a voter has one code on all asks, because: ${manifest.linkedVoters}. So a voter whose habits are known can be found.`}

People may withdraw or delete their data at any time. The operator’s \`tribunal keep-list ${manifest.exportId}\` names the codes that may still be kept: **ask for it before every use, and delete all rows that it does not name.**

## What is in it

| file | rows |
|---|---|
${counts.join('\n')}

## What was left out

| what | why | how many |
|---|---|---|
${leftOut.join('\n')}
`;
}
