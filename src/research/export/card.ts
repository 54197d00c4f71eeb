import { type DataFiles, dataFilesOf, monthFileOf } from './data-files.ts';
import { policy } from './discord-terms.ts';
import { type Manifest, titleOf } from './manifest.ts';

/** Without it `load_dataset` would take manifest.json for the data. */
const NOTHING = '  - config_name: default\n    data_files: []';

/** What the card says first, where people are simulated. */
const marks = {
  none: '',
  some: '**Simulated in part.** Rows with `simulated` = true come from programs that asked and voted: leave them out of any finding about people.\n\n',
  all: '**Simulated.** Programs asked and voted, and a practice judge judged: nothing follows from these rows about people or models.\n\n',
} as const;

/**
 * What a DOI would lock. The hub deletes a repository with a DOI, or changes its visibility, only through its
 * support (https://huggingface.co/docs/hub/doi).
 */
export const NO_DOI =
  'Give this repository no DOI. On the hub a DOI is there to stay: a repository that has one can be deleted, renamed or made private only by the hub’s support, so nobody could withdraw any more. A DOI is for code, reports and aggregates that stand in a repository of their own.';

/**
 * The dataset card for the Hugging Face Hub: YAML front matter, then the headings of a datasheet (Gebru et
 * al. 2021, *Datasheets for Datasets*, doi 10.1145/3458723). The licence is `other` until the operator
 * chooses one. Its configurations are those that `load_dataset` finds.
 */
export function datasetCard(manifest: Manifest): string {
  const { simulated } = manifest;
  const front = dataFilesOf(manifest).map(configuration);
  return `---
pretty_name: ${titleOf(manifest)}
license: other
license_name: discord-developer-terms
license_link: https://support-dev.discord.com/hc/articles/8562894815383
configs:
${front.length > 0 ? front.join('\n') : NOTHING}
tags:
  - preference
  - llm-as-a-judge
  - human-feedback${simulated === 'none' ? '' : '\n  - simulated'}
---

# ${titleOf(manifest)}

${marks[simulated]}Questions asked on Discord, several answers to each, what a Reward Reasoning Model (RRM) said when it compared them, and how people voted without knowing it.
Exported by Tribunal at ${manifest.exportedAt}; CODEBOOK.md explains every column.
The headings below are those of a datasheet (Gebru et al. 2021, [Datasheets for Datasets](https://doi.org/10.1145/3458723)).

## Before you use it

${policy.map((rule) => `- ${rule}`).join('\n')}
${manifest.discordPermission === null ? '- No permission of Discord to train on this data is known. Do not train on it.' : `- The operator names this permission of Discord: ${manifest.discordPermission}`}

## Motivation

The data are there to measure how far a judge, which is a reward reasoning model, agrees with the people whose questions it judges.
Whoever runs the bot made this export, is responsible for it, and paid for the models.

## Composition

${composition(manifest)}

## Collection process

${collection(manifest)}

## Preprocessing, cleaning and labelling

Texts are as people and models wrote them, except that \`@member-1\` and the like take the place of mentions: they may hold anything, so treat them as untrusted.
Texts that are past their time are empty.
Times are days; tokens and money are rounded to two digits; the order of rows is drawn by lot, by ask within a month.
Votes are the labels.
Those cast too fast, by the asker, or after the pick was known are flagged and left in where the codebook says so: keep \`counts\` = true for the figures that Tribunal gives.
What was rounded, shortened or left out cannot be had from whoever made the export.

## Uses

Agreement of people with judges and with each other, calibration and position bias of judges, and studies of how people choose.
Not for finding out who asked or voted, which Discord’s policy and this card forbid.
The people are members of Discord servers who chose to ask, to vote and to take part: they stand for nobody else.
Whoever can read a channel finds a question by its text, and so who asked it.

## Distribution

The operator decides who gets this export.
It goes to people who undertake to ask for the keep-list, under Discord’s Developer Terms (see above), and never for money.
${NO_DOI}
CITATION.cff says how to cite it, and croissant.json describes its files to programs.

## Maintenance

**People may withdraw or delete their data at any time.**
The operator’s \`tribunal keep-list ${manifest.exportId}\` names the codes that may still be kept: **ask for it before every use, and delete all rows that it does not name.**
A later export replaces this one, under codes of its own.
Where it is on the hub, older versions are deleted from the repository’s history as well: an address with a commit in it works no longer.
Ask the operator about errors, and for an export of another time or server.
`;
}

const configuration = ({ name, files, byMonth }: DataFiles): string =>
  `  - config_name: ${name}\n    data_files:\n${Object.entries(byMonth ? { train: monthFileOf(name, '*') } : files)
    .map(([split, path]) => `      - split: ${split}\n        path: ${path}`)
    .join('\n')}`;

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function composition({ rows, leftOut }: Manifest): string {
  const counts = Object.entries(rows).filter(([, n]) => n > 0);
  const reasons = Object.entries(leftOut).flatMap(([what, why]) =>
    Object.entries(why).map(([reason, n]) => [what, reason, `fewer than ${n}`]),
  );
  return [
    'Each file holds rows of one kind; `ask_id` joins them.',
    counts.length > 0 ? `\n${table(['file', 'rows'], counts)}` : 'No file has any rows.',
    reasons.length > 0
      ? `\nWhat was left out, as bounds, so that no count tells of one person:\n\n${table(['what', 'why', 'how many'], reasons)}`
      : 'Nothing was left out.',
  ].join('\n');
}

function collection({ smallestCell, linkedVoters }: Manifest): string {
  const codes =
    linkedVoters === null
      ? 'A voter has another code on each ask.'
      : `A voter has one code on all asks, because: ${linkedVoters}. So a voter whose habits are known can be found.`;
  return `People asked in Discord with commands and mentions, models wrote the answers, the judge compared them, and members voted blind on two of the answers or on all.
The pick was shown to a voter only after their vote.

Asks are here only where the asker has opted in to research, votes only where the voter has too and at least ${smallestCell - 1} others on the same ask; private asks never are.
Nobody has a name or an id: asks and votes have codes that are this export’s own.
${codes}
Aggregates count everybody, never fewer than ${smallestCell} people.`;
}
