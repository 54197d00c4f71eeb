/** Tokens by which a model says that it is done; some servers send them as text. */
const TOKEN = String.raw`(?:<[|｜](?:im_end|endoftext|eot_id|eom_id|end_of_text|end|return|eos|end_of_turn|END_OF_TURN_TOKEN|end▁of▁sentence|end_of_sentence|endofresponse|user|observation)[|｜]>|<\/s>|<eos>|<end_of_turn>|<turn\|>|\[EOS\]|\[\|endofturn\|\])`;
const END = new RegExp(
  String.raw`(?:\n\s*|(?<=[.!?…:)\]}»”"'*\x60]) +|(?<![ \t\n"'(“\x60]))${TOKEN}(?:\s*${TOKEN})*\s*$`,
);
/** The head of a turn, where a server sends that too. */
const HEAD =
  /^\s*(?:(?:<s>|<bos>|\[\/INST\]|<start_of_turn>(?:model\b)?|<[|｜](?:im_start|im_assistant|im_middle|start|begin▁of▁sentence|begin_of_text|Assistant|assistant|start_header_id|end_header_id|START_OF_TURN_TOKEN|CHATBOT_TOKEN)[|｜]>)\s*(?:assistant\b\s*)?)+/;
/** A sentence that begins with such a token talks about it. */
const GOES_ON = /^(?:[ \t]+\p{Ll}|[.,;:!?)](?:\s|$))/u;

/** Only the end is looked at: a hostile text of nothing but tokens must not take long. */
const TAIL = 400;

/**
 * Cuts off a model's own tokens at the end and the head of its turn at the beginning. A sentence that ends
 * with such a token behind a space, or begins with one, talks about it and stays whole.
 */
export function withoutTurnTokens(text: string): string {
  const rest = withoutHead(text);
  return `${rest.slice(0, -TAIL)}${rest.slice(-TAIL).replace(END, '')}`;
}

function withoutHead(text: string): string {
  const [head = ''] = HEAD.exec(text) ?? [];
  const bare = head.trimEnd();
  return /\w$/.test(bare) || !GOES_ON.test(text.slice(bare.length)) ? text.slice(head.length) : text;
}
