import { fold } from '../../judge/fold.ts';
import { neutralise } from '../../judge/neutralise.ts';
import { withoutInvisible } from '../../invisible.ts';
import type { Duel } from './duel.ts';

/** Why a proposed rule is none. */
export type NoRule = 'side' | 'judge' | 'name' | 'quote' | 'words' | 'topic';

/** The same in words. */
export const whyNoRule: Readonly<Record<NoRule, string>> = {
  side: 'it names a side or a place instead of a quality',
  judge: 'it speaks to the judge about how to answer',
  name: 'it names a person, a model, an account or an address',
  quote: 'it quotes a question, a reply or somebody’s words',
  words: 'it asks for exact words, which anybody could write',
  topic: 'it is about single questions instead of a quality',
};

/** So many words in a row are no accident. */
const QUOTE = 6;

const REPLY = String.raw`(?:repl(?:y|ies)|responses?|answers?|options?|candidates?|choices?|sides?|slots?|positions?|columns?|assistants?|texts?|versions?|antwort(?:en)?|seiten?|kandidat(?:en)?|variante[n]?|option(?:en)?|text[en]?)`;
const SHOWN = String.raw`(?:comes?|came|appears?|(?:is|are|was|were)(?: being)?|stands?|you (?:read|see|saw|meet|get)|gets?|kommt|steht|erscheint)`;
const CHOOSE = String.raw`(?:choose|chooses|chosen|pick|picks|select|vote|elect|answer|output|say|declare|name|return|give|crown|wähle?n?|nimm|nehmen|antworte|sage?n?|nenne)`;

const union = (...patterns: string[]) => new RegExp(patterns.join('|'), 'iu');

/** On the folded text. Letters of sides are looked for with their case, apart. */
const patterns: readonly (readonly [NoRule, RegExp])[] = [
  [
    'side',
    union(
      // Ordinals and places before the noun; "the right answer" is the correct one.
      String.raw`\b(?:first|second|1st|2nd|former|latter|left(?:-hand)?|upper|lower|top|topmost|bottom|initial|opening|leading|earlier|later|last|preceding|erste[nmrs]?|zweite[nmrs]?|linke[nmrs]?|obere[nmrs]?|untere[nmrs]?|letzte[nmrs]?)\s+(?:\w+\s+)?(?:${REPLY}|one|of the two)\b`,
      String.raw`\bright(?:-hand)?\s+(?:one|sides?|slots?|columns?|repl(?:y|ies)|responses?|options?)\b`,
      String.raw`\b${REPLY}\s*(?:no\.?|number|nr\.?|nummer|#)?\s*(?:[12]|one|two|eins|zwei|alpha|beta)\b`,
      String.raw`\b(?:${REPLY}|one|which(?:ever)?|that|what(?:ever)?|die|wer)\s+(?:that\s+)?${SHOWN}\s+(?:\w+\s+)?(?:first|second|last|earlier|before|after|on top|on the left|on the right|left|above|below|zuerst|als erste[sr]?|als zweite[sr]?|oben|unten|links|rechts)\b`,
      String.raw`\b(?:listed|shown|presented|placed|displayed|printed|given|read)\s+(?:first|second|last|earlier|on top|on the left|on the right|above|below|before the other|after the other)\b`,
      String.raw`\b(?:the|den|die|das|der) (?:first|second|former|latter|erste[nr]?|zweite[nr]?)\s*(?:[.,;:!?]|$|wins?\b|is (?:better|best)|gewinnt)`,
      String.raw`\b(?:before|after|above|below|vor|nach) the other(?: one)?\b`,
      String.raw`\bposition bias\b|\b(?:prompt|presentation|reading) order\b`,
      // The letter of a side, however it is dressed.
      String.raw`["'(\[{“‘«*_\x60]\s*[ab]\s*["')\]}”’»*_\x60]`,
      String.raw`\bb\b`,
      String.raw`\b(?:${REPLY}|choose|pick|prefer|select|favou?r|letter|wähle|buchstabe)\s+a(?:\s*[.,;:!?)]|\s*$|\s+(?:is|wins?|over|when|if|because|and|or|as|has|always|whenever|unless|for|in|at|every|gewinnt|ist|wenn)\b)`,
    ),
  ],
  [
    'judge',
    union(
      String.raw`\b(?:ignore|disregard|forget|override|overrule|overlook|bypass|skip|supersede|ignorier\w*|vergiss|missachte\w*)\b`,
      String.raw`\b(?:always|never|only|just|immer|stets|nur)\s+${CHOOSE}\b`,
      String.raw`\b${CHOOSE}\s+(?:it|them|this|that one|nothing|invalid|at random|randomly|anything|whatever|whichever)\b`,
      String.raw`\b(?:answer|respond|reply|end|finish|begin|start|open|conclude|close)\s+(?:only\s+)?(?:your\s+\w+\s+)?(?:with|by)\s+(?:a\s+|the\s+)?(?:verdict|letter|marker|tag|line|box|brackets?|word|token|yes|no|nothing)\b`,
      String.raw`\b(?:answer|respond)\s+(?:only\s+)?with\b`,
      String.raw`\b(?:antworte|antwortet)\s+(?:nur\s+)?mit\b`,
      String.raw`\b(?:verdicts?|judge?ments?|judges?|judging|urteil\w*|richter\w*|jur(?:y|or|ors)|evaluators?|graders?|referees?|winner|wins|winning|gewinner|sieger)\b`,
      String.raw`\b(?:you are|you're|you must|you should|you will|you have to|act as|pretend|imagine|your (?:\w+ )?(?:answer|output|task|role|decision|choice|instructions?|rules?|reasoning|thoughts?|thinking))\b`,
      String.raw`\b(?:du bist|du musst|du sollst|deine? (?:antwort|ausgabe|aufgabe|entscheidung))\b`,
      String.raw`\b(?:previous|above|prior|preceding|other|these|those|all|any|bisherigen?|vorherigen?|anderen?)\s+(?:instructions?|rules?|guidelines?|criteria|orders?|anweisungen|regeln)\b`,
      String.raw`\b(?:system|developer)\s*(?:prompt|message|note|:)`,
      String.raw`\b(?:assistant|user|human)\s*:`,
      String.raw`\b(?:no matter|regardless|irrespective|under all circumstances|without exception|by default|in every case|whatever (?:it|they|the other|else)|even if it is (?:wrong|worse|false)|egal (?:was|wie|ob)|in jedem fall)\b`,
      String.raw`\b(?:tie|draw|scores? (?:it|of)|rating of|rate (?:it|this)|\d+\s*/\s*10|unentschieden)\b`,
      String.raw`\\[a-z]|boxed|\[\[|\]\]|<\/?[a-z|]|[{}|\x60]|#{2,}|<<|>>|={3,}|-{3,}`,
    ),
  ],
  [
    'name',
    union(
      String.raw`https?:|www\.|\b[\w-]+\.(?:com|org|net|de|io|gg|dev|ai|app|me|co|eu|info)\b|@\w|<[@#:]`,
      String.raw`\d{5,}`,
      String.raw`\b(?:(?:chat)?gpt(?:-?\w+)?|claude|gemini|gemma|llama|qwen\w*|mistral|mixtral|deepseek|grok|openai|anthropic|hugging ?face|copilot|kimi|command-r|phi-?\d|rrm|tribunal)\b`,
      String.raw`\b(?:users?|members?|moderators?|mods?|admins?|owners?|voters?|authors?|nutzer\w*|mitglied\w*|benutzer\w*)\s+(?:named|called|whose|with the name|namens|#?\d)`,
      String.raw`\b(?:written|posted|made|liked|preferred|approved|endorsed|chosen|signed|geschrieben)\s+(?:by|von)\b`,
      String.raw`\b(?:whatever|anything|everything|what|all)\s+\w+\s+(?:wrote|writes|likes?|says?|said|prefers?|wants?|votes?|picks?)\b`,
      String.raw`\bas\s+(?:i|me|my)\b|\bmy\s+(?:repl|answer|prefer|vote|choice|favou?rite)|\bi\s+(?:like|prefer|want|say|vote|think|wrote)\b`,
    ),
  ],
  [
    'words',
    union(
      String.raw`["“”„«»]|(?:^|\s)'[^']+'(?=\W|$)|‘[^’]+’`,
      String.raw`\b(?:words?|phrases?|tokens?|strings?|codes?|passwords?|keywords?|letters|magic|secret|trigger|watermark|signature|wort|wörter|losung|kennwort|geheim\w*)\b(?!\s+(?:long|count|limit|blocks?|samples?|examples?|snippets?))(?<!\b(?:few|fewer|many|plain|simple|own|other|everyday|unnecessary|needless|source|working|runnable|short|big|long|filler|difficult|foreign|technical|wenigen?|klaren?|einfachen?|eigenen?)\s+\w{4,9})`,
      String.raw`\b(?:mentions?|contains?|says?|includes?|names?|speaks? of|refers? to|repeats?|quotes?)\s+(?=[^a-z]*[a-z]*(?:[^aeiouyäöü\s]{5,}|\d))`,
    ),
  ],
  [
    'topic',
    union(
      String.raw`\b(?:questions?|prompts?|asks?|asked|topics?|threads?|fragen?)\s+(?:is|are|was|were|that\s+\w+|concerning|regarding|relating)?\s*(?:about|on|concerning|regarding|über|zu)\s`,
      String.raw`\b(?:answers?|repl(?:y|ies)|responses?|solutions?|results?|antwort|lösung)\s+(?:is|are|must be|should be|equals?|=|ist|lautet)\s+(?:that\s+)?(?:\d|not\s+\d|minus)`,
      // A number is a bound on a length, or it is somebody's answer.
      String.raw`\d{2,}(?!\d|\s*(?:-?words?|characters?|sentences?|lines?|paragraphs?|items?|points?|steps?|tokens?|%|percent|wörter\w*|zeichen|sätze\w*|zeilen|absätze\w*|punkte\w*|prozent))`,
    ),
  ],
];

/** What the rules of one run are held against. */
export interface Screen {
  /** @returns why a rule is none; null where it may be one */
  admit(rule: string): NoRule | null;
}

/**
 * Opens the screen before a list is tried. It knows what attacks look like, in English and German, and what
 * the writer was shown. What passes it still has to earn its place on votes that nobody has seen: this is the
 * first of several defences, and errs on the side of leaving out.
 * @param train the duels that rules are made from
 * @param names names of models and people beside those that everybody knows
 */
export function openScreen(train: readonly Duel[], names: readonly string[] = []): Screen {
  const texts = train.map(({ prompt, a, b, whys }) => [prompt, a, b, ...whys.map(({ text }) => text)].map(wordsIn));
  const runs = new Set(texts.flat().flatMap((words) => runsOf(words)));
  const whole = new Set(texts.flat().filter(({ length }) => length >= 3).map((words) => words.join(' ')));
  const prompts = train.map(({ prompt }) => new Set(wordsIn(prompt).filter(isTelling)));
  const often = countIn(prompts);
  const known = names.map((name) => wordsIn(name).join(' ')).filter((name) => name.length >= 3);
  return {
    admit(rule) {
      const clean = neutralise(rule);
      if (clean.notes.length > 0) return 'judge';
      const folded = fold(withoutInvisible(rule)).text;
      const found = patterns.find(([, pattern]) => pattern.test(folded) || pattern.test(rule));
      if (found) return found[0];
      if (namesSide(folded)) return 'side';
      const words = wordsIn(rule);
      const said = ` ${words.join(' ')} `;
      if (known.some((name) => said.includes(` ${name} `)) || namesSomebody(folded)) return 'name';
      if (runsOf(words).some((run) => runs.has(run)) || whole.has(words.join(' '))) return 'quote';
      if (words.length < 2 || words.some(({ length }) => length > 30)) return 'words';
      // Two words of one question that hardly any other question has.
      const telling = words.filter((word) => isTelling(word) && (often.get(word) ?? 0) <= Math.max(1, train.length / 20));
      return prompts.some((own) => new Set(telling.filter((word) => own.has(word))).size >= 2) ? 'topic' : null;
    },
  };
}

/** A capital letter by itself; "A" may also begin a sentence. */
const namesSide = (text: string): boolean =>
  /(?<!^\s*|[.!?:]\s+)\bA\b(?![.'’-]?\w)|^\s*A\s*(?:$|[,.;:>]|\b(?:is|wins?|beats?|over|should|must|always|gets|has|ist|gewinnt)\b)/.test(text);

const GERMAN = /\b(?:der|die|das|und|nicht|mit|ist|eine?[nmrs]?|oder|statt|als|auf|den|dem|des|soll(?:te|en)?|sind|wird)\b/gi;
/** What is written with a capital and is nobody's name. */
const THINGS = /^(?:I|Markdown|English|German|Discord|Unicode|[A-Z]{2,5}s?)$/;

/** A capitalised word inside an English sentence. German writes every noun so. */
function namesSomebody(text: string): boolean {
  if ((text.match(GERMAN) ?? []).length >= 2) return false;
  return [...text.matchAll(/(?<![.!?:]\s{1,3}|^\s*[("]?)(?<=[\s(])[A-Z][\p{L}'’]+/gu)].some(([word]) => !THINGS.test(word));
}

const wordsIn = (text: string): string[] =>
  fold(withoutInvisible(text)).text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const runsOf = (words: readonly string[]): string[] =>
  words.slice(0, Math.max(0, words.length - QUOTE + 1)).map((_, i) => words.slice(i, i + QUOTE).join(' '));

/** Long enough to be about something; words of quality are in many questions' replies, but in few questions. */
const isTelling = (word: string): boolean => word.length >= 5 && !QUALITIES.test(word);
const QUALITIES =
  /^(?:repl|answer|respon|question|quest|short|long|brief|concis|complet|thorough|detail|exampl|step|clear|correct|accura|simple|plain|explain|explan|reason|sourc|cit|link|list|format|structur|direct|friendl|polite|formal|tone|style|honest|uncertain|useful|helpful|practic|safe|warn|every|about|which|where|there|their|should|would|could|before|after|than|rather|instead|with|without|people|person|point|facts?|first|prefer|avoid|value|better|kurz|lang|antwort|frage|beispiel|klar|einfach|richtig|vollst)/;

function countIn(sets: readonly ReadonlySet<string>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const set of sets) for (const word of set) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
