"""Trains LoRA adapters on a folder that `tribunal export` wrote.

    python train.py --method grpo --data rows --out adapter                # a judge, on --format verl
    python train.py --method dpo  --data rows --out adapter                # a judge, on --format verl
    python train.py --method dpo  --data replies --out adapter --model M   # a writer, on --format trl

README.md beside this file says first who must have agreed, then what memory and time to expect.
"""

import argparse
import csv
import importlib.util
import json
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

# What fits on a card, for a model of 7 to 8 billion parameters. README.md has the arithmetic.
CARDS = {
    24: {"bits": 4, "batch": 1, "max_prompt": 3072, "max_completion": 2048, "max_pair": 2048},
    80: {"bits": 16, "batch": 2, "max_prompt": 8192, "max_completion": 8192, "max_pair": 6144},
}
# An export is used for so long without a keep-list: Tribunal publishes none that is older.
FRESH = timedelta(days=31)
JUDGE = "Reward-Reasoning/RRM-7B"


def parse(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--method", required=True, choices=["grpo", "dpo"])
    add("--data", required=True, type=Path, help="the folder that `tribunal export` wrote")
    add("--out", required=True, type=Path, help="where the adapter goes")
    add("--model", help=f"hub name or folder (a judge: {JUDGE}; a writer must be named)")
    add("--keep-list", type=Path, help="what `tribunal keep-list` printed: other rows are left out")
    add("--card", type=int, choices=list(CARDS), default=24, help="GB of the card; sets the next five (24)")
    add("--bits", type=int, choices=[4, 16], help="4: QLoRA, needs a GPU or time; 16: bfloat16")
    add("--batch", type=int, help="rows at once")
    add("--max-prompt", type=int, help="tokens; rows with a longer prompt are left out, not cut")
    add("--max-completion", type=int, help="the most tokens of a judgement")
    add("--max-pair", type=int, help="dpo: the most tokens of prompt and reply; longer ones are left out")
    add("--accumulate", type=int, default=16, help="batches a step (16)")
    add("--generations", type=int, default=8, help="judgements of one row that are compared (8)")
    add("--temperature", type=float, default=1.0, help="of the judgements (1.0)")
    add("--beta", type=float, help="how strongly the first model is held on to (grpo 0.01, dpo 0.1)")
    add("--learning-rate", type=float, help="(grpo 1e-5, dpo 5e-6)")
    add("--lora-rank", type=int, default=16, help="(16)")
    add("--max-steps", type=int, default=200, help="(200)")
    add("--save-steps", type=int, default=25, help="(25)")
    add("--eval-rows", type=int, default=32, help="held-out rows, judged before and after; 0: none (32)")
    add("--resume", action="store_true", help="go on from the last checkpoint in --out")
    add("--seed", type=int, default=0)
    args = parser.parse_args(argv)
    for name, value in CARDS[args.card].items():
        if getattr(args, name) is None:
            setattr(args, name, value)
    if args.beta is None:
        args.beta = {"grpo": 0.01, "dpo": 0.1}[args.method]
    if args.learning_rate is None:
        args.learning_rate = {"grpo": 1e-5, "dpo": 5e-6}[args.method]
    if args.batch * args.accumulate % args.generations != 0:
        parser.error("--batch times --accumulate must be a multiple of --generations")
    return args


def read_manifest(args):
    """The export's manifest. Ends in words where the rows must not be trained on, or not in this way."""
    path = args.data / "manifest.json"
    if not path.exists():
        sys.exit(f"{args.data} has no manifest.json: it is no folder that `tribunal export` wrote.")
    manifest = json.loads(path.read_text("utf8"))
    if manifest.get("format") not in ("trl", "verl"):
        sys.exit("These rows are not for training. Export them with --format verl (a judge) or trl (a writer).")
    if not (manifest.get("discordPermission") or "").strip():
        sys.exit("No permission of Discord to train on this data is known, so nothing is trained on it.")
    age = datetime.now(timezone.utc) - datetime.fromisoformat(manifest["exportedAt"])
    if age > FRESH and args.keep_list is None:
        sys.exit(
            f"This export is {age.days} days old, and people may have withdrawn since. Export anew, or name what "
            f"`tribunal keep-list {manifest['exportId']}` prints with --keep-list."
        )
    if manifest["format"] == "trl":
        if args.method == "grpo":
            sys.exit("GRPO trains a judge: it needs rows of --format verl.")
        if args.model is None:
            sys.exit("Rows of --format trl train a writer, not a judge: name it with --model.")
    args.model = args.model or JUDGE
    print(f"Discord's permission, in the operator's words: {manifest['discordPermission']}")
    return manifest


def read_rows(args, manifest):
    """Both splits by `datasets`; a split without rows has no file."""
    from datasets import load_dataset

    kind = {"trl": ("json", "jsonl"), "verl": ("parquet", "parquet")}[manifest["format"]]
    files = {split: args.data / f"{split}.{kind[1]}" for split in ("train", "test")}
    rows = load_dataset(kind[0], data_files={split: str(path) for split, path in files.items() if path.exists()})
    if "train" not in rows:
        sys.exit("There is no row to train on. The manifest says under leftOut why.")
    if args.keep_list is not None:
        with open(args.keep_list, encoding="utf8", newline="") as lines:
            kept = {line["code"] for line in csv.DictReader(lines) if line["table"] == "asks"}
        rows = rows.filter(lambda row: (row["ask_id"] if "ask_id" in row else row["extra_info"]["ask_id"]) in kept)
    return rows


def within(rows, length, limit, what):
    kept = rows.filter(lambda row: length(row) <= limit)
    print(f"{len(kept)} of {len(rows)} rows have {what} of at most {limit} tokens.")
    return kept


def open_model(args):
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig

    tokenizer = AutoTokenizer.from_pretrained(args.model)
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    dtype = torch.bfloat16 if torch.cuda.is_available() else torch.float32
    four = {"load_in_4bit": True, "bnb_4bit_quant_type": "nf4", "bnb_4bit_use_double_quant": True}
    quantized = BitsAndBytesConfig(**four, bnb_4bit_compute_dtype=dtype) if args.bits == 4 else None
    device = {"": 0} if torch.cuda.is_available() else None
    model = AutoModelForCausalLM.from_pretrained(
        args.model, dtype=dtype, quantization_config=quantized, device_map=device
    )
    return model, tokenizer


def reward_of(folder, tokenizer):
    """The exported reward.py as TRL calls a reward: one number for each completion."""
    spec = importlib.util.spec_from_file_location("reward", folder / "reward.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def community(completion_ids, data_source, reward_model, extra_info, **_):
        # The text is read from the tokens: TRL may have parted thought and answer, or dropped their mark.
        texts = [tokenizer.decode(ids).replace(tokenizer.eos_token, "") for ids in completion_ids]
        truths = [one["ground_truth"] for one in reward_model]
        return [module.compute_score(*row) for row in zip(data_source, texts, truths, extra_info, strict=True)]

    return community


def rendered(tokenizer, prompt):
    return tokenizer.apply_chat_template(prompt, tokenize=False, add_generation_prompt=True)


def pairs_of_judgements(args, rows, model, tokenizer, reward):
    """The judge's own judgements of each row, a right one against a wrong one.

    Rows on which all judgements are right, or all wrong, give no pair. Source of the method: Wang et al. 2024,
    *Self-Taught Evaluators*, arXiv 2408.02666, which samples until it has a right one and a wrong one.
    """
    import torch
    from datasets import Dataset

    pairs = []
    for row in rows:
        # Rendered here, because a template of DeepSeek-R1 drops the thought from a message.
        prompt = rendered(tokenizer, row["prompt"])
        given = tokenizer(prompt, return_tensors="pt", add_special_tokens=False).to(model.device)
        with torch.no_grad():
            replies = model.generate(
                **given,
                do_sample=True,
                temperature=args.temperature,
                top_p=1.0,
                top_k=0,
                num_return_sequences=args.generations,
                max_new_tokens=args.max_completion,
                pad_token_id=tokenizer.pad_token_id,
            )
        ids = [[one for one in reply.tolist() if one != tokenizer.pad_token_id or one == tokenizer.eos_token_id]
               for reply in replies[:, given["input_ids"].shape[1] :]]
        columns = {name: [row[name]] * len(ids) for name in ("data_source", "reward_model", "extra_info")}
        by_score = dict(zip(reversed(reward(completion_ids=ids, **columns)), reversed(ids), strict=True))
        if len(by_score) == 2:
            text = {score: tokenizer.decode(one).replace(tokenizer.eos_token, "") for score, one in by_score.items()}
            pairs.append({"prompt": prompt, "chosen": text[max(text)], "rejected": text[min(text)]})
    print(f"{len(pairs)} of {len(rows)} rows were judged both rightly and wrongly.")
    if not pairs:
        sys.exit("No row is left to train on: raise --generations or --temperature.")
    return Dataset.from_list(pairs)


def open_trainer(args, manifest, rows, model, tokenizer):
    import torch
    from peft import LoraConfig
    from trl import DPOConfig, DPOTrainer, GRPOConfig, GRPOTrainer

    prompt_tokens = lambda row: len(tokenizer(rendered(tokenizer, row["prompt"])).input_ids)
    rows = {split: within(part, prompt_tokens, args.max_prompt, f"{split} prompts") for split, part in rows.items()}
    # A split may be empty, and what is held out may be: then nothing is judged before and after.
    if len(rows["train"]) == 0:
        sys.exit("No row is left to train on.")
    held_out = rows["test"].select(range(min(args.eval_rows, len(rows["test"])))) if "test" in rows else None
    common = {
        "output_dir": str(args.out),
        "max_steps": args.max_steps,
        "learning_rate": args.learning_rate,
        "lr_scheduler_type": "constant_with_warmup",
        "warmup_steps": min(10, args.max_steps // 10),
        "per_device_train_batch_size": args.batch,
        "gradient_accumulation_steps": args.accumulate,
        "gradient_checkpointing": True,
        "bf16": torch.cuda.is_available(),
        "beta": args.beta,
        "logging_steps": 1,
        "save_steps": args.save_steps,
        "save_total_limit": 2,
        "seed": args.seed,
        "report_to": "none",
    }
    lora = LoraConfig(
        r=args.lora_rank, lora_alpha=2 * args.lora_rank, target_modules="all-linear", task_type="CAUSAL_LM"
    )
    given = {"model": model, "processing_class": tokenizer, "peft_config": lora}
    if args.method == "grpo":
        config = GRPOConfig(
            **common,
            per_device_eval_batch_size=args.generations,
            num_generations=args.generations,
            max_completion_length=args.max_completion,
            temperature=args.temperature,
        )
        reward = reward_of(args.data, tokenizer)
        return GRPOTrainer(
            **given, args=config, reward_funcs=reward, train_dataset=rows["train"], eval_dataset=held_out or None
        )
    if manifest["format"] == "verl":
        reward = reward_of(args.data, tokenizer)
        made = lambda part: pairs_of_judgements(args, part, model, tokenizer, reward)
        rows, held_out = {"train": made(rows["train"])}, None
        text = lambda row: max(len(tokenizer(row["prompt"] + row[side]).input_ids) for side in ("chosen", "rejected"))
    else:
        text = lambda row: max(
            len(tokenizer(tokenizer.apply_chat_template(row["prompt"] + row[side], tokenize=False)).input_ids)
            for side in ("chosen", "rejected")
        )
        held_out = within(held_out, text, args.max_pair, "test pairs") if held_out else None
    train = within(rows["train"], text, args.max_pair, "train pairs")
    if len(train) == 0:
        sys.exit("No pair is left to train on.")
    held_out = held_out or None
    # None is cut: the end of a judgement is its verdict.
    config = DPOConfig(**common, per_device_eval_batch_size=args.batch, max_length=None)
    return DPOTrainer(**given, args=config, train_dataset=train, eval_dataset=held_out)


def main():
    args = parse()
    manifest = read_manifest(args)
    rows = read_rows(args, manifest)
    from transformers import set_seed

    set_seed(args.seed)
    model, tokenizer = open_model(args)
    trainer = open_trainer(args, manifest, rows, model, tokenizer)
    judged = lambda when: [] if trainer.eval_dataset is None else [{"held_out": when, **trainer.evaluate()}]
    before = [] if args.resume else judged("before")
    trainer.train(resume_from_checkpoint=args.resume)
    after = judged("after")
    trainer.save_model(str(args.out))
    tokenizer.save_pretrained(args.out)
    # What an adapter was made of stands beside it.
    made_of = {name: manifest.get(name) for name in ("exportId", "exportedAt", "scope", "discordPermission", "simulated")}
    options = {name: str(value) if isinstance(value, Path) else value for name, value in vars(args).items()}
    (args.out / "training.json").write_text(json.dumps({"export": made_of, "options": options}, indent=2) + "\n")
    steps = [line for line in trainer.state.log_history if not any(name.startswith("eval_") for name in line)]
    (args.out / "log.jsonl").write_text("".join(json.dumps(line) + "\n" for line in [*before, *steps, *after]))


if __name__ == "__main__":
    main()
