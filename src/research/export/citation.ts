import { OPERATOR } from './croissant.ts';
import { type Manifest, titleOf } from './manifest.ts';

/** A text in YAML, which reads what JSON writes. */
const quoted = (text: string): string => JSON.stringify(text);

const judgeAuthors = [
  ['Guo', 'Jiaxin'],
  ['Chi', 'Zewen'],
  ['Dong', 'Li'],
  ['Dong', 'Qingxiu'],
  ['Wu', 'Xun'],
  ['Huang', 'Shaohan'],
  ['Wei', 'Furu'],
] as const;

/**
 * How to cite the export, in the Citation File Format 1.2.0 (Druskat et al. 2021, doi
 * 10.5281/zenodo.5171937).
 */
export function citationOf(manifest: Manifest): string {
  const { exportId, exportedAt, schemaVersion } = manifest;
  return `cff-version: 1.2.0
message: ${quoted('If you use these data, cite the export by its id and date, so that others can tell which data you used. Ask its operator for the keep-list first.')}
type: dataset
title: ${quoted(titleOf(manifest))}
abstract: ${quoted('Questions asked on Discord, several answers to each, the verdicts of a reward reasoning model, and blind votes of people who opted in.')}
authors:
  - name: ${quoted(OPERATOR)}
version: ${quoted(`schema ${schemaVersion}, export ${exportId}`)}
date-released: ${exportedAt.slice(0, 10)}
identifiers:
  - type: other
    value: ${quoted(`urn:uuid:${exportId}`)}
    description: ${quoted('exportId of manifest.json. It is no DOI, which would forbid to delete what people withdraw.')}
keywords:
  - preference
  - llm-as-a-judge
  - human-feedback${manifest.simulated === 'none' ? '' : '\n  - simulated'}
references:
  - type: article
    title: "Reward Reasoning Models"
    authors:
${judgeAuthors.map(([family, given]) => `      - family-names: ${family}\n        given-names: ${given}`).join('\n')}
    year: 2025
    url: "https://arxiv.org/abs/2505.14674"
    identifiers:
      - type: other
        value: "arXiv:2505.14674"
`;
}
