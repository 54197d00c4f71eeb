import { TooMuch } from './bounded-body.ts';
import { Bytes } from './bytes.ts';
import { nextTurn } from './turns.ts';

/** The largest event; the longest known ones repeat the prompt, escaped. */
const MOST_EVENT_BYTES = 1 << 20;

/**
 * The most brackets and commas outside strings. A usual chunk has some dozens; a megabyte of nothing else
 * takes a quarter of a second to parse.
 */
const MOST_MARKS = 10_000;

/** The most work between two yields to the event loop: a few milliseconds of the slowest kind. */
const AT_ONCE_BYTES = 16_384;

/** The cost of a piece beside its bytes: a flood of single bytes is work as well. */
const PIECE_BYTES = 64;

const [LF, CR, COLON] = [10, 13, 58];
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const DATA = Buffer.from('data:');
const EVENT = Buffer.from('event:');
const ERROR_FIELD = Buffer.from('error:');

/**
 * Parses server-sent events and writes them anew with only what an SDK needs: whole events, their `event` and
 * `data` lines. So an SDK never waits for the end of an endless line, keeps no comments, and gets nothing
 * that takes long to parse.
 * @throws {TooMuch} where an event, or all of it (`mostBytes`), is larger than any that a model's server
 * sends
 */
export async function* sseEvents(body: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<Uint8Array> {
  const events = openEvents();
  let total = 0;
  let sinceTurn = 0;
  for await (const chunk of body) {
    total += chunk.length + PIECE_BYTES;
    sinceTurn += PIECE_BYTES;
    if (total > mostBytes) throw new TooMuch('the stream is too long');
    for (let from = 0; from < chunk.length; from += AT_ONCE_BYTES) {
      const part = chunk.subarray(from, from + AT_ONCE_BYTES);
      if (sinceTurn + part.length > AT_ONCE_BYTES) {
        await nextTurn();
        sinceTurn = 0;
      }
      sinceTurn += part.length;
      const whole = events.take(part);
      if (whole.length > 0) yield whole;
    }
  }
  const last = events.end();
  if (last.length > 0) yield last;
}

function openEvents() {
  const line = new Bytes();
  const event = new Bytes();
  const out = new Bytes();
  let first = true;
  let afterReturn = false;
  let hasData = false;
  let marks = 0;

  function endLine(): void {
    let text: Uint8Array = line.take();
    if (first && BOM.equals(text.subarray(0, 3))) text = text.subarray(3);
    first = false;
    if (text.length === 0) endEvent();
    else if (begins(text, ERROR_FIELD)) {
      keep(withoutNullError(Buffer.from(`data: {"error":${errorIn(text)}}`)));
      hasData = true;
    } else if (begins(text, DATA)) {
      text = trimmed(text);
      if (!hasData && isKeepAlive(text)) return;
      marks += marksIn(text);
      if (marks > MOST_MARKS) throw new TooMuch('an event is too tangled');
      hasData = true;
      keep(withoutNullError(text));
    } else if (begins(text, EVENT) && text.length > EVENT.length) keep(text);
  }
  function keep(text: Uint8Array): void {
    event.add(text);
    event.add(NEW_LINE);
  }
  function endEvent(): void {
    const whole = event.take();
    if (hasData) {
      out.add(whole);
      out.add(NEW_LINE);
    }
    hasData = false;
    marks = 0;
  }

  return {
    /** Takes the next bytes, and returns the events that are complete by now. */
    take(part: Uint8Array): Uint8Array {
      let from = 0;
      for (let at = 0; at < part.length; at++) {
        const byte = part[at];
        if (byte !== LF && byte !== CR) continue;
        // A line feed after a carriage return belongs to it.
        const isRest = byte === LF && afterReturn && at === from && line.length === 0;
        if (!isRest) {
          line.add(part.subarray(from, at));
          endLine();
        }
        afterReturn = byte === CR;
        from = at + 1;
      }
      if (from < part.length) afterReturn = false;
      line.add(part.subarray(from));
      if (line.length + event.length > MOST_EVENT_BYTES) throw new TooMuch('an event is too long');
      return out.take();
    },
    /** The last event needs no blank line behind it, and no end of its line where it is whole without. */
    end(): Uint8Array {
      const rest = line.take();
      const whole = isWhole(rest);
      if (whole) {
        line.add(rest);
        endLine();
      }
      if (rest.length === 0 || whole) endEvent();
      return out.take();
    },
  };
}

const NEW_LINE = Buffer.from('\n');

const begins = (text: Uint8Array, field: Buffer): boolean => field.equals(text.subarray(0, field.length));

/** Without trailing blanks, which mean nothing in JSON and hide a `[DONE]`. */
function trimmed(text: Uint8Array): Uint8Array {
  let end = text.length;
  while (end > DATA.length && (text[end - 1] === 32 || text[end - 1] === 9)) end--;
  return text.subarray(0, end);
}

const dataOf = (text: Uint8Array): string => Buffer.from(text.subarray(DATA.length)).toString('utf8').trim();

/** Whether a line without an end is a whole `data` line: half a one is no JSON. */
function isWhole(text: Uint8Array): boolean {
  if (!begins(text, DATA) || marksIn(text) > MOST_MARKS) return false;
  const data = dataOf(text);
  if (data === '[DONE]') return true;
  try {
    return typeof JSON.parse(data) === 'object';
  } catch {
    return false;
  }
}

/** Gateways that wrap every line of a stream send its comments as data. */
function isKeepAlive(text: Uint8Array): boolean {
  let at = DATA.length;
  while (text[at] === 32 || text[at] === 9) at++;
  return at === text.length || text[at] === COLON;
}

/** What llama.cpp's server writes behind `error:`, as JSON. */
function errorIn(text: Uint8Array): string {
  const said = Buffer.from(text.subarray(ERROR_FIELD.length)).toString('utf8').trim();
  try {
    return JSON.stringify(JSON.parse(said));
  } catch {
    return JSON.stringify(said);
  }
}

const ERROR = Buffer.from('"error"');

/** Some servers send `"error": null` in every healthy chunk, which the SDK takes for an error. */
function withoutNullError(text: Uint8Array): Uint8Array {
  if (!Buffer.from(text.buffer, text.byteOffset, text.length).includes(ERROR)) return text;
  try {
    const { error, ...rest } = JSON.parse(dataOf(text)) as Record<string, unknown>;
    return error === null ? Buffer.from(`data: ${JSON.stringify(rest)}`) : text;
  } catch {
    return text;
  }
}

const QUOTE = 34;
const BACKSLASH = 92;
const MARKS: ReadonlySet<number> = new Set([...Buffer.from('[{,'), COLON]);

/** Counts JSON's structural characters outside strings. */
function marksIn(text: Uint8Array): number {
  let count = 0;
  let inString = false;
  for (let at = DATA.length; at < text.length; at++) {
    const byte = text[at]!;
    if (inString && byte === BACKSLASH) at++;
    else if (byte === QUOTE) inString = !inString;
    else if (!inString && MARKS.has(byte)) count++;
  }
  return count;
}
