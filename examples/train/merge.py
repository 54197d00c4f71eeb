"""Merges an adapter of train.py into its model, for servers that take no adapter.

    python merge.py --adapter adapter --out merged
"""

import argparse

import torch
from peft import AutoPeftModelForCausalLM
from transformers import AutoTokenizer

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--adapter", required=True)
parser.add_argument("--out", required=True)
args = parser.parse_args()

# Merged in 16 bits and in the machine's memory, also where the adapter was trained on 4 bits.
model = AutoPeftModelForCausalLM.from_pretrained(args.adapter, dtype=torch.bfloat16, device_map="cpu")
model.merge_and_unload().save_pretrained(args.out)
AutoTokenizer.from_pretrained(args.adapter).save_pretrained(args.out)
