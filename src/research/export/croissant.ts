import type { ColumnType } from './columns.ts';
import { type DataFiles, dataFilesOf } from './data-files.ts';
import { type Manifest, titleOf } from './manifest.ts';

/** The context of Croissant 1.0, as the format's own tools expect it. */
const context = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileProperty: 'cr:fileProperty',
  fileObject: 'cr:fileObject',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  samplingRate: 'cr:samplingRate',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
};

const mimeTypes: Record<string, string> = {
  jsonl: 'application/jsonlines',
  csv: 'text/csv',
  parquet: 'application/x-parquet',
};
const endingOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** Croissant's type of a column. A list has that of its elements. */
const atoms = {
  text: 'sc:Text',
  texts: 'sc:Text',
  integer: 'sc:Integer',
  integers: 'sc:Integer',
  number: 'sc:Float',
  numbers: 'sc:Float',
  boolean: 'sc:Boolean',
} as const;

/** The fields of the columns that hold objects. */
const structs = {
  messages: { role: 'text', content: 'text' },
  reward_model: { style: 'text', ground_truth: 'text' },
  extra_info: {
    split: 'text',
    index: 'integer',
    ask_id: 'text',
    first: 'integer',
    second: 'integer',
    votes_chosen: 'integer',
    votes: 'integer',
    simulated: 'boolean',
    format: 'text',
  },
} as const;

const isStruct = (type: ColumnType): type is keyof typeof structs => type in structs;
const isList = (type: ColumnType): boolean => /s$/.test(type);

/** A column as a field. CSV holds lists as JSON texts. */
function fieldOf(set: string, file: string, column: string, type: ColumnType, description: string) {
  const id = `${set}/${column}`;
  const from = (jsonPath?: string) => ({
    source: {
      fileObject: { '@id': file },
      extract: { column },
      ...(jsonPath === undefined ? {} : { transform: { jsonPath } }),
    },
  });
  const field = { '@type': 'cr:Field', '@id': id, name: id, description };
  const repeated = isList(type) && endingOf(file) !== 'csv' ? { repeated: true } : {};
  if (!isStruct(type))
    return { ...field, dataType: repeated.repeated || !isList(type) ? atoms[type] : 'sc:Text', ...repeated, ...from() };
  const subField = Object.entries(structs[type]).map(([name, of]) => ({
    '@type': 'cr:Field',
    '@id': `${id}/${name}`,
    name: `${id}/${name}`,
    dataType: atoms[of],
    ...from(name),
  }));
  return { ...field, ...repeated, subField };
}

/** The record sets of a table: one for each split or month, named after the table where there is only one. */
const recordSetsOf = (
  { name, table, columns, files, byMonth }: DataFiles,
  meanings: Record<string, string> | undefined,
) =>
  Object.entries(files).map(([part, file]) => {
    const id = byMonth ? `${name}-${part}` : name === 'default' ? part : name;
    return {
      '@type': 'cr:RecordSet',
      '@id': id,
      name: id,
      description: `Rows of ${file}. CODEBOOK.md, section ${table}, says what they are.`,
      field: Object.entries(columns).map(([column, type]) => fieldOf(id, file, column, type, meanings?.[column] ?? '')),
    };
  });

/**
 * The export in Croissant 1.0 (Akhtar et al. 2024, arXiv 2403.19546), as JSON-LD. Every file with rows is a
 * record set whose fields have the columns' names and the codebook's meanings.
 * @param sha256 gives a file's checksum
 * @param meanings are those of the codebook, by table and column
 */
export function croissantOf(
  manifest: Manifest,
  sha256: (path: string) => string,
  meanings: Record<string, Record<string, string>>,
): object {
  const tables = dataFilesOf(manifest);
  return {
    '@context': context,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    name: titleOf(manifest),
    description: `Questions asked on Discord, several answers to each, what a judge said when it compared them, and how people voted without knowing it.${manifest.simulated === 'none' ? '' : ' Rows with simulated = true come from programs: nothing follows from them about people.'} People may withdraw at any time: ask the operator of the bot for the keep-list of export ${manifest.exportId} before every use, and delete what it does not name.`,
    // Croissant wants a version like 1.2.3.
    version: `${manifest.schemaVersion}.0.0`,
    datePublished: manifest.exportedAt.slice(0, 10),
    license: 'https://support-dev.discord.com/hc/articles/8562894815383',
    url: `urn:uuid:${manifest.exportId}`,
    creator: { '@type': 'sc:Organization', name: OPERATOR },
    citeAs: `${OPERATOR}. ${titleOf(manifest)}. Export ${manifest.exportId} of ${manifest.exportedAt.slice(0, 10)}, schema version ${manifest.schemaVersion}.`,
    isLiveDataset: false,
    distribution: tables
      .flatMap(({ files }) => Object.values(files))
      .map((path) => ({
        '@type': 'cr:FileObject',
        '@id': path,
        name: path,
        contentUrl: path,
        encodingFormat: mimeTypes[endingOf(path)],
        sha256: sha256(path),
      })),
    recordSet: tables.flatMap((table) => recordSetsOf(table, meanings[table.table])),
  };
}

/** Whoever makes an export is responsible for it, and has no name here. */
export const OPERATOR = 'The operator of the Tribunal bot that made this export';
