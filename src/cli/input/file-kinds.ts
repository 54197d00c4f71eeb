/** What a file begins with, and what to say of it. */
interface Kind {
  /** The first bytes, a character a byte. */
  begins: string;
  /** Words that also stand near the beginning. One of them is enough. */
  holds?: readonly string[];
  is: string;
  /** WANTED stands for the format that is needed. */
  remedy: string;
}

const SAVE = 'Save its table as WANTED';
const CONVERT = 'Convert it to WANTED, with pandas for example';
const UNPACK = 'Unpack it, and name the file inside';

/** Files that people take for rows. The first that fits counts. */
const refused: readonly Kind[] = [
  { begins: 'PK\x03\x04', holds: ['xl/', '[Content_Types]'], is: 'an Excel workbook', remedy: SAVE },
  { begins: 'PK\x03\x04', holds: ['opendocument.spreadsheet'], is: 'a spreadsheet of LibreOffice', remedy: SAVE },
  { begins: 'PK\x03\x04', is: 'a ZIP archive', remedy: UNPACK },
  { begins: 'PK\x05\x06', is: 'an empty ZIP archive', remedy: UNPACK },
  { begins: '\xd0\xcf\x11\xe0', is: 'an old Excel workbook', remedy: SAVE },
  { begins: 'PAR1', is: 'a Parquet file', remedy: CONVERT },
  { begins: 'ARROW1', is: 'an Arrow file', remedy: CONVERT },
  { begins: '\xff\xff\xff\xff', is: 'an Arrow stream', remedy: CONVERT },
  { begins: '\x89HDF', is: 'an HDF5 file', remedy: CONVERT },
  { begins: '\x93NUMPY', is: 'a NumPy array', remedy: CONVERT },
  { begins: 'SQLite format 3', is: 'an SQLite database', remedy: 'Export its rows as WANTED' },
  ...['\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05'].map((begins) => ({
    begins,
    is: 'a Python pickle',
    remedy: CONVERT,
  })),
  { begins: 'BZh', is: 'a bzip2 file', remedy: 'Unpack it with bunzip2' },
  { begins: '\xfd7zXZ', is: 'an xz file', remedy: 'Unpack it with unxz' },
  { begins: '7z\xbc\xaf', is: 'a 7-Zip archive', remedy: UNPACK },
  { begins: 'Rar!', is: 'a RAR archive', remedy: UNPACK },
  { begins: '', holds: ['\0ustar'], is: 'a tar archive', remedy: UNPACK },
  { begins: '%PDF-', is: 'a PDF', remedy: SAVE },
  { begins: '{\\rt', is: 'a rich text', remedy: 'Save it as plain text, WANTED in UTF-8' },
  { begins: '\xff\xfe\0\0', is: 'a text in UTF-32', remedy: 'Save it as UTF-8' },
  { begins: '\0\0\xfe\xff', is: 'a text in UTF-32', remedy: 'Save it as UTF-8' },
  {
    begins: 'version https://git-lfs',
    is: 'a pointer of Git LFS, and not the file itself',
    remedy: 'Get that with: git lfs pull',
  },
  ...['<!DOCTYPE html', '<!doctype html', '<html'].map((begins) => ({
    begins,
    is: 'a web page',
    remedy: 'Download the file itself; it may need a login',
  })),
];

/**
 * Says what a file is that holds no rows as text, and what to do.
 * @param wanted the name of the format that is needed
 * @returns null when it may be text
 */
export function refusal(head: Buffer, wanted: string): string | null {
  const text = head.toString('latin1');
  const kind = refused.find(
    ({ begins, holds }) => text.startsWith(begins) && (holds?.some((word) => text.includes(word)) ?? true),
  );
  if (kind) return `is ${kind.is}. ${kind.remedy.replace('WANTED', wanted)}.`;
  return encodingOf(head) === 'utf-8' && head.includes(0) ? `is not a text. ${wanted} in UTF-8 is needed.` : null;
}

/** How a file is compressed, by its first bytes; null when it is not, or in a way that Node cannot undo. */
export function compressionOf(head: Buffer): 'gzip' | 'zstd' | null {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head.subarray(0, 4).equals(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]))) return 'zstd';
  // A frame without content, with which pzstd begins its files.
  return head[0] !== undefined && head[0] >> 4 === 5 && head.subarray(1, 4).equals(Buffer.from([0x2a, 0x4d, 0x18]))
    ? 'zstd'
    : null;
}

/**
 * The encoding of a text. UTF-16 is known by its mark, and without one by the zero in its first character,
 * which is a brace or a letter of a header.
 */
export function encodingOf(head: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [a, b, c, d] = head;
  if ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && c !== 0 && (d === 0 || d === undefined))) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== 0 && c === 0 && d !== 0)) return 'utf-16be';
  return 'utf-8';
}
