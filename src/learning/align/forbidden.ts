import type { NoRule } from './admit.ts';

const REPLY =
  '(?:repl(?:y|ies)|responses?|answers?|options?|candidates?|choices?|sides?|slots?|positions?|columns?|assistants?|texts?|versions?|antwort(?:en)?|seiten?|kandidat(?:en)?|variante[n]?|option(?:en)?|text[en]?)';
const SHOWN =
  '(?:comes?|came|appears?|(?:is|are|was|were)(?: being)?|stands?|you (?:read|see|saw|meet|get)|gets?|kommt|steht|erscheint)';
const CHOOSE =
  '(?:choose|chooses|chosen|pick|picks|select|vote|elect|answer|output|say|declare|name|return|give|crown|wähle?n?|nimm|nehmen|antworte[nt]?|sage?n?|nenne)';

const union = (...patterns: string[]) => new RegExp(patterns.join('|'), 'iu');

/** On the folded text. Letters of sides are looked for with their case, apart. */
export const forbidden: readonly (readonly [NoRule, RegExp])[] = [
  [
    'side',
    union(
      // Ordinals and places before the noun; "the right answer" is the correct one.
      String.raw`\b(?:first|second|1st|2nd|former|latter|left(?:-hand)?|upper|lower|top|topmost|bottom|initial|opening|leading|earlier|later|last|preceding|erste[nmrs]?|zweite[nmrs]?|linke[nmrs]?|obere[nmrs]?|untere[nmrs]?|letzte[nmrs]?)\s+(?:\w+\s+)?(?:${REPLY}|one|of the two)\b`,
      String.raw`\bright(?:-hand)?\s+(?:one|sides?|slots?|columns?|repl(?:y|ies)|responses?|options?)\b`,
      String.raw`\b${REPLY}\s*(?:no\.?|number|nr\.?|nummer|#)?\s*(?:[12]|one|two|eins|zwei|alpha|beta)\b`,
      String.raw`\b(?:${REPLY}|one|which(?:ever)?|that|what(?:ever)?|die|wer)\s+(?:that\s+)?${SHOWN}\s+(?:(?:shown|listed|placed|printed|given|always)\s+)?(?:first|second|last|earlier|before|after|on top|on the left|on the right|left|above|below|zuerst|als erste[sr]?|als zweite[sr]?|oben|unten|links|rechts)\b`,
      String.raw`\b(?:listed|shown|presented|placed|displayed|printed|given|read)\s+(?:first|second|last|earlier|on top|on the left|on the right|above|below|before the other|after the other)\b`,
      String.raw`\b(?:the|den|die|das|der) (?:first|second|former|latter|erste[nr]?|zweite[nr]?)\s*(?:[.,;:!?]|$|wins?\b|is (?:better|best)|gewinnt)`,
      String.raw`\b(?:before|after|above|below|vor|nach) the other(?: one)?\b`,
      String.raw`\bon the (?:left|right)\b|\bposition bias\b|\b(?:prompt|presentation|reading) order\b`,
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
      String.raw`\b(?:the|this|that|these|those|exact|certain|specific|following|das|dem|die|dieses)\s+(?:(?:code|exact|same|following|right)\s+)?(?:words?|phrases?|tokens?|strings?|wort|wörter[n]?)\b(?!\s+(?:count|limit|order)\b)`,
      String.raw`\b(?:code ?words?|passwords?|passphrases?|keywords?|magic|secret|trigger|watermark|signature|losung|kennw[oö]rt\w*|geheim\w*)\b`,
      // Nobody's language: five letters without a vowel, or letters and digits in one.
      String.raw`\b(?!rhythms?\b)[bcdfghjklmnpqrstvwxyz]{5,}\b|\b(?=\w*\d)(?=\w*[a-z])\w{4,}\b`,
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
