import { describe, expect, it } from 'vitest';
import { judgesIn, modelName, publicModel, shortModelName } from '../../../src/model-name.ts';
import { parseJudges } from '../../../src/models/jury-name.ts';

describe('the name of who judges', () => {
  it.each([
    ['hf:RRM-7B@http://127.0.0.1:8000/v1', 'hf:RRM-7B@http://127.0.0.1:8000/v1'],
    ['hf:a@x, anthropic:b', 'round-robin:hf:a@x,anthropic:b'],
    ['round-robin:hf:a@x,hf:b@x,hf:c@x', 'round-robin:hf:a@x,hf:b@x,hf:c@x'],
    [' escalate: hf:a@x ,hf:b@x, ', 'escalate:hf:a@x,hf:b@x'],
  ])('%s is kept as %s', (text, kept) => {
    expect(parseJudges(text)).toBe(kept);
    expect(parseJudges(kept)).toBe(kept);
  });

  it.each([
    ['hf:a,hf:b,hf:c,hf:d', /2 or 3 judges, not 4/],
    ['escalate:hf:a', /2 or 3 judges, not 1/],
    ['hf:a,hf:a', /names hf:a twice/],
    ['hf:a,gpt', /"gpt" is no model name/],
    ['majority:hf:a,hf:b', /no model name/],
    ['', /no model name/],
    [' , ', /no model name/],
    ['hf:a,hf:b@http://host/v1?key=hunter2', /no place for a key/],
    ['hf:a@http://me:hunter2@host,hf:b', /.+/],
  ])('%s is refused in words, and keys are not repeated', (text, words) => {
    expect(() => parseJudges(text)).toThrow(words);
    expect(() => parseJudges(text)).not.toThrow(/hunter2/);
  });

  it('is taken apart, and one judge has no rule', () => {
    expect(judgesIn('escalate:hf:a@x,hf:b')).toEqual({ rule: 'escalate', models: ['hf:a@x', 'hf:b'] });
    expect(judgesIn('hf:a,b')).toEqual({ rule: null, models: ['hf:a,b'] });
  });

  it('names every judge of a jury to people, and no address', () => {
    const [one, other] = ['hf:o/RRM-7B@http://10.0.0.5:8000/v1', 'hf:o/RRM-32B@https://inside.example/v1'];
    expect(modelName(`escalate:${one},${other}`)).toBe('o/RRM-7B → o/RRM-32B');
    expect(shortModelName(`round-robin:${one},${other},anthropic:c`)).toBe('RRM-7B + RRM-32B + c');
    expect(publicModel(`escalate:${one},${other}`)).toBe('escalate:hf:o/RRM-7B@own-server,hf:o/RRM-32B@own-server');
    // One judge's address ends where its name does, commas and all.
    expect(publicModel('hf:m@http://10.0.0.5/a,b')).toBe('hf:m@own-server');
  });
});
