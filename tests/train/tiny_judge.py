"""Makes a tiny judge from nothing: it knows RRM's form, and is right in about two of three judgements.

    python tiny_judge.py ROWS OUT

ROWS is an export of --format verl. The smoke test of examples/train then trains it further.
"""

import random
import sys

import torch
from datasets import load_dataset
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import AutoTokenizer, PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

# It learns the community's taste first, and then to doubt it: only what it knows can be strengthened soon.
RIGHT = 0.65
LEARN, DOUBT = 160, 60
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n<think>\n{% endif %}"
)
random.seed(0)
torch.manual_seed(0)
source, out = sys.argv[1:]

rows = load_dataset("parquet", data_files=f"{source}/train.parquet")["train"]
reply = lambda number: f"They differ.\n</think>\n\n\\boxed{{Assistant {number}}}<|im_end|>"
bpe = Tokenizer(models.BPE())
bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
bpe.decoder = decoders.ByteLevel()
special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
alphabet = pre_tokenizers.ByteLevel.alphabet()
texts = [message["content"] for row in rows for message in row["prompt"]] + [reply(1), reply(2)]
bpe.train_from_iterator(
    texts, trainers.BpeTrainer(vocab_size=2000, special_tokens=special, initial_alphabet=alphabet)
)
# As with RRM's own tokenizer, the marks of a thought are single tokens, and no special ones.
bpe.add_tokens(["<think>", "</think>"])
tokenizer = PreTrainedTokenizerFast(
    tokenizer_object=bpe, eos_token="<|im_end|>", pad_token="<|endoftext|>", additional_special_tokens=special[1:2]
)
tokenizer.chat_template = TEMPLATE
model = Qwen2ForCausalLM(
    Qwen2Config(
        vocab_size=len(tokenizer),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=4096,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
)

# Read again, because a tokenizer is split into words by the rules of its model's own class.
tokenizer.save_pretrained(out)
model.save_pretrained(out)
tokenizer = AutoTokenizer.from_pretrained(out)

encode = lambda text: tokenizer.encode(text, add_special_tokens=False)
answers = torch.tensor([encode(reply(number)) for number in (1, 2)])
verdict = int((answers[0] != answers[1]).nonzero())
prompts = [encode(tokenizer.apply_chat_template(row["prompt"], tokenize=False, add_generation_prompt=True)) for row in rows]
truths = [int(row["reward_model"]["ground_truth"]) - 1 for row in rows]
optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.0)
for step in range(LEARN + DOUBT):
    drawn = random.sample(range(len(rows)), 16)
    longest = max(len(prompts[i]) for i in drawn)
    ids = torch.full((16, longest), tokenizer.pad_token_id)
    for at, i in enumerate(drawn):
        ids[at, longest - len(prompts[i]) :] = torch.tensor(prompts[i])
    right = 1.0 if step < LEARN else RIGHT
    said = answers[torch.tensor([truths[i] if random.random() < right else 1 - truths[i] for i in drawn])]
    ids = torch.cat([ids, said], dim=1)
    logits = model(
        input_ids=ids, attention_mask=(ids != tokenizer.pad_token_id).long(), logits_to_keep=said.shape[1] + 1
    ).logits[:, :-1]
    losses = torch.nn.functional.cross_entropy(logits.transpose(1, 2), said, reduction="none").mean(0)
    # The verdict is one token of many, and what there is to learn.
    loss = losses.mean() + losses[verdict]
    optimizer.param_groups[0]["lr"] = 2e-3 * min(1, (step + 1) / 20)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 20 == 0 or step == LEARN + DOUBT - 1:
        print(f"step {step}, loss of the verdict {losses[verdict].item():.3f}, of all {losses.mean().item():.3f}", flush=True)
model.save_pretrained(out)
