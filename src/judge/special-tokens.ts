/**
 * Special tokens of one model family: structure to its tokenizer or chat template, and nothing that people or
 * models write in earnest.
 */
export interface TokenFamily {
  /** The model family. */
  models: string;
  /**
   * One example of every shape that its pattern matches, with spaces between; a test holds that each is
   * neutralised.
   */
  such: string;
  /**
   * Matched on the folded text (`fold.ts`), where `｜` is `|` and `▁` is `_`. No part may match without a
   * bound.
   */
  pattern: string;
  /** Case-sensitive: otherwise it would match ordinary code, `Set<S>` or `row[mask]`. */
  exact?: true;
}

/**
 * By shape where a family has one, so that its next model needs no line here.
 * Sources: the chat templates that llama.cpp knows (`src/llama-chat.cpp`), and the `tokenizer_config.json`
 * and chat templates of the models named, as published with their weights.
 *
 * Left out on purpose is what is also ordinary code or a placeholder: `<filename>`, `<pr>`, `<EMAIL>`,
 * `<image>`, `<mask>`, `<PRE>`, `<tools>`, `<role>` alone, `[ARGS]`, `[PREFIX]`, `[IMG]`, and roles in plain
 * words such as `USER:` or `### Instruction:`.
 */
export const tokenFamilies: readonly TokenFamily[] = [
  {
    models:
      'GPT-OSS, Qwen, Llama 3 and 4, Phi, Command, Granite, Kimi, GLM, DeepSeek, Hunyuan, InternLM, Yi, Jamba, LFM, SmolLM, Grok, OLMo, ERNIE, Step, Solar',
    such: '<|im_start|> <|im_end|> <|endoftext|> <|start|> <|channel|> <|message|> <|return|> <|user|> <|start_header_id|> <|eot_id|> <|header_start|> <|START_OF_TURN_TOKEN|> <|start_of_role|> <|bom|> <|observation|> <|im_middle|> <|tool_call_start|> <|role_end|> <|separator|> <|startoftext|> <｜User｜> <｜begin▁of▁sentence｜> <｜tool▁calls▁begin｜> <｜hy_Assistant｜> <｜▁pad▁｜>',
    pattern: String.raw`<\|[^<>\n]{0,60}\|>`,
  },
  {
    models: 'DeepSeek, which writes tool calls as tags behind a sign of its own',
    such: '｜DSML｜ <｜DSML｜function_calls> </｜DSML｜invoke> <|DSML|parameter>',
    pattern: String.raw`(?:<\/?)?\|DSML\|(?:[^<>\n]{0,120}>)?`,
  },
  {
    models: 'Gemma 4',
    such: '<|turn> <turn|> <|channel> <channel|> <|tool_call> <tool_call|>',
    pattern: String.raw`<\|[a-z_]{3,40}>|<[a-z_]{3,40}\|>`,
  },
  {
    models: 'Gemma, FunctionGemma, MiniMax, SmolVLM',
    such: '<start_of_turn> <end_of_turn> <start_of_image> <end_of_utterance> <beginning_of_sentence> <end_of_sentence> <endoftext> <startoftext> <start_function_call> <end_function_response>',
    pattern: String.raw`<\/?(?:begin(?:ning)?|start|end)_of_[a-z_]{1,40}>|<(?:start|end)of(?:text|turn|prompt)>|<(?:start|end)_function_[a-z]{1,20}>`,
  },
  {
    models: 'SentencePiece models (Llama 2, Mistral, Gemma, Yi, T5, XLNet, Reka), ChatGLM, InternLM 1',
    such: '</s> <bos> <eos> <sos> <sos/eos> <pad> <unk> <sep> <cls> <sop> <eop> <eod> <eot> <eom> <eoh> <eoa>',
    pattern: String.raw`<\/(?:s|bos|eos|pad|unk)>|<(?:bos|eos|sos(?:\/eos)?|pad|unk|[se]op|eod|eot|eom|eoh|eoa|sep|cls)>`,
  },
  {
    models: 'the same, in small letters only',
    such: '<s> <bom>',
    pattern: '<s>|<bom>',
    exact: true,
  },
  {
    models: 'places kept free (Gemma, Baichuan, BART, T5, Nemotron, Mistral, InternLM, ERNIE, Pegasus, PanGu, Kimi)',
    such: '<unused0> <unused_99> <reserved_106> <extra_id_0> <SPECIAL_12> <TOKENS_UNUSED_3> <mask:0> <mask_2> <unk_7> <madeupword0> [unused9] [UNUSED_TOKEN_146] [extra_id_0] [PAD200063]',
    pattern: String.raw`<(?:(?:tokens_)?unused|reserved|extra_id|special(?:_token)?|mask|unk|madeupword)[_:]?\d{1,7}>|\[(?:unused(?:_token)?_?|extra_id_|pad)\d{1,7}\]`,
  },
  {
    models: 'Llama 2, Mistral, GLM',
    such: '[INST] [/INST] <<SYS>> <</SYS>> [SYSTEM_PROMPT] [/SYSTEM_PROMPT] [AVAILABLE_TOOLS] [TOOL_CALLS] [TOOL_RESULTS] [THINK] [/THINK] [gMASK] [sMASK]',
    pattern: String.raw`\[\/?(?:inst|think|system_prompt|available_tools|tool_calls|tool_results|[gs]mask)\]|<<\/?sys>>`,
  },
  {
    models: 'Mistral, Kimi, EXAONE, Gemma',
    such: '[TOOL_CONTENT] [CALL_ID] [MODEL_SETTINGS] [IMG_BREAK] [IMG_END] [BEGIN_AUDIO] [BOS] [EOS] [EOT] [@BOS@] [start_header_id] [end_header_id]',
    pattern: String.raw`\[\/?(?:TOOL_CONTENT|CALL_ID|MODEL_SETTINGS|IMG_(?:BREAK|END)|BEGIN_AUDIO|BOS|EOS|EOT|@BOS@|(?:start|end)_header_id)\]`,
    exact: true,
  },
  {
    models: 'BERT and its kind',
    such: '[CLS] [SEP] [X_SEP] [MASK] [MASK2] [PAD] [UNK]',
    // Behind a name it is an index: `flags[MASK]`.
    pattern: String.raw`(?<!\w)\[(?:CLS|(?:X_)?SEP|MASK2?|PAD|UNK)\]`,
    exact: true,
  },
  {
    models: 'Galactica',
    such: '[START_REF] [END_REF] [START_SUP] [END_SUB] [START_DNA] [END_AMINO] [START_SMILES] [START_I_SMILES]',
    pattern: String.raw`\[(?:START|END)_(?:REF|SUP|SUB|DNA|AMINO|(?:I_)?SMILES)\]`,
    exact: true,
  },
  {
    models:
      'places for pictures and sounds (SmolVLM, Gemma, PaliGemma, InternVL, Ovis, Molmo, Kosmos, Step, Nemotron, MiniCPM, Chameleon, GOT, Qwen-ASR)',
    such: '<fake_token_around_image> <global-img> <row_1_col_2> <image_soft_token> <audio_soft_token> <loc0012> <loc_12> <seg012> <patch_index_0044> <IMG_CONTEXT> <IMG_START> <IMG_END> <IMG_GRID> <im_col> <im_low> <low_res_im_start> <patch_start> <patch_newline> <so_start> <so_embedding> <image_id> </image_id> <racm3:break> <eoss> <imgpad> <asr_text>',
    pattern: String.raw`<(?:fake_token_around_image|global-img|row_\d{1,3}_col_\d{1,3}|(?:image|audio|video)_soft_token|loc_?\d{1,4}|seg\d{3}|patch_index_\d{1,4}|img_(?:context|start|end|grid|atom|row|col)|im_(?:col|low)|low_res_im_(?:start|end)|patch_(?:start|end|newline)|so_(?:start|end|embedding)|\/?image_id|racm3:break|eoss|imgpad|asr_text)>`,
  },
  {
    models: 'EXAONE',
    such: '[|system|] [|user|] [|assistant|] [|tool|] [|endofturn|]',
    pattern: String.raw`\[\|(?:system|developer|user|human|assistant|bot|tool|endofturn)\|\]`,
  },
  {
    models: 'MiniMax',
    such: ']~b] ]~!b[ [e~[ ]!p~[ ]!d~[ ]<]minimax[>[',
    pattern: String.raw`\]~!?[a-z][\[\]]|\[[a-z]~\[|\]![a-z]~\[|\]<\][a-z ]{1,30}\[>\[`,
  },
  {
    models: 'Seed, MiniMax, LongCat',
    such: '<seed:bos> <seed:eos> <seed:think> </seed:tool_call> <minimax:tool_call> <mm:think> <longcat_think> </longcat_tool_call> <longcat_user>',
    pattern: String.raw`<\/?(?:(?:seed|minimax|mm):|longcat_)[\w-]{1,40}[^<>\n]{0,60}>`,
  },
  {
    models: 'tool calls (Qwen, Hermes, GLM, Llama, Granite, Nemotron, MiniMax)',
    such: '<tool_call> </tool_call> <tool_response> <tool_calls> <tool_code> <function_calls> <function_call> <function_results> <arg_key> </arg_value> <TOOLCALL> <AVAILABLE_TOOLS> <function=search> <parameter=q>',
    pattern: String.raw`<\/?(?:tool_(?:calls?|responses?|results?|code|outputs?|list)|toolcall|available_tools|function_(?:calls?|results?)|arg_(?:key|value))>|<(?:function|parameter)=[\w.-]{1,60}>`,
  },
  {
    models: 'switches and thoughts (Granite, EXAONE Deep, Kimi, Qwen-Omni, LLaVA)',
    such: '<think_on> <think_off> <thought> </thought> ◁think▷ ◁/think▷ <tts_text_bos> <tts_pad> <im_start> <im_end> <im_patch> <osagent_mode>',
    pattern: String.raw`<think_o(?:n|ff)>|<\/?thought>|◁\/?[a-z]{1,12}▷|<tts_[a-z_]{1,20}>|<\/?im_(?:start|end|sep|patch)>|<osagent_mode>`,
  },
  {
    models: 'Ling, MiniCPM, Command, CodeLlama, Falcon, OLMo, Persimmon',
    such: '<role>HUMAN</role> <role>ASSISTANT</role> <用户> <AI> <BOS_TOKEN> <EOS_TOKEN> <SUF> <MID> <FILL_ME> >>QUESTION<< >>ANSWER<< |||IP_ADDRESS||| |ENDOFTEXT|',
    pattern: String.raw`<role>(?:SYSTEM|HUMAN|ASSISTANT|OBSERVATION)<\/role>|<(?:用户|AI|SUF|MID|FILL_ME)>|<[A-Z]{2,5}_TOKEN>|>>(?:TITLE|ABSTRACT|INTRODUCTION|SUMMARY|COMMENT|ANSWER|QUESTION|DOMAIN|PREFIX|SUFFIX|MIDDLE)<<|\|\|\|(?:PHONE_NUMBER|EMAIL_ADDRESS|IP_ADDRESS)\|\|\||\|ENDOFTEXT\|`,
    exact: true,
  },
  {
    models: 'code to be filled in (StarCoder, Qwen-Coder, CodeGemma, Granite Code, SantaCoder)',
    such: '<fim_prefix> <fim_middle> <fim_suffix> <fim_pad> <fim-prefix> <file_sep> <repo_name> <reponame> <gh_stars> <issue_start> <issue_comment> <jupyter_code> <empty_output> <commit_before> <code_interpreter>',
    pattern: `<fim[_-](?:prefix|middle|suffix|pad)>|<(?:file_sep|repo_?name|gh_stars|issue_(?:start|comment|closed)|jupyter_[a-z]{1,20}|empty_output|commit_(?:before|msg|after)|code_interpreter|intermediate_to_final)>`,
  },
];

const patternOf = (exact: true | undefined) =>
  tokenFamilies
    .filter((family) => family.exact === exact)
    .map(({ pattern }) => pattern)
    .join('|');

/** The patterns of all families, for the folded text. */
export const specialTokens: readonly RegExp[] = [
  new RegExp(patternOf(undefined), 'gi'),
  new RegExp(patternOf(true), 'g'),
];
