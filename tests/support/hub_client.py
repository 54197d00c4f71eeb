"""Holds the tests' hub to what huggingface_hub asks for: HUB TOKEN [FOLDER OWNER/NAME].

Without a folder it makes a repository, uploads small and large files, reads them back, deletes one, squashes
the history and deletes what no commit names. With one, it compares what is published with the folder.
Prints one JSON object.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

hub, token, *more = sys.argv[1:]
os.environ.update(HF_ENDPOINT=hub, HF_HUB_DISABLE_XET="1", HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_PROGRESS_BARS="1")
os.environ["HF_HOME"] = tempfile.mkdtemp()

from huggingface_hub import HfApi, snapshot_download  # noqa: E402

api = HfApi(endpoint=hub, token=token)
if more:
    folder, repo = Path(more[0]), more[1]
    there = Path(snapshot_download(repo, repo_type="dataset", token=token, endpoint=hub))
    paths = lambda root: {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    same = [path for path in paths(folder) if (there / path).read_bytes() == (folder / path).read_bytes()]
    print(json.dumps({"same": len(same), "local": len(paths(folder)), "beyond": sorted(paths(there) - paths(folder))}))
    sys.exit()

repo = "lab/python"
url = api.create_repo(repo, repo_type="dataset", private=True)
again = api.create_repo(repo, repo_type="dataset", private=True, exist_ok=True)
with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    (folder / "data").mkdir()
    (folder / "small.txt").write_text("a small file\n")
    (folder / "data" / "one.parquet").write_bytes(b"one part")
    (folder / "data" / "several.parquet").write_bytes(bytes(range(256)) * 40)
    api.upload_folder(folder_path=folder, repo_id=repo, repo_type="dataset", commit_message="Files")
    there = Path(snapshot_download(repo, repo_type="dataset", token=token, endpoint=hub))
    same = [path for path in ["small.txt", "data/one.parquet", "data/several.parquet"] if (there / path).read_bytes() == (folder / path).read_bytes()]
api.delete_file("data/one.parquet", repo, repo_type="dataset")
commits = len(api.list_repo_commits(repo, repo_type="dataset"))
api.super_squash_history(repo, repo_type="dataset")
files = sorted(api.list_repo_files(repo, repo_type="dataset"))
kept = {entry.lfs.sha256 for entry in api.list_repo_tree(repo, repo_type="dataset", recursive=True) if getattr(entry, "lfs", None)}
old = [file for file in api.list_lfs_files(repo, repo_type="dataset") if file.file_oid not in kept]
api.permanently_delete_lfs_files(repo, old, repo_type="dataset")
api.update_repo_settings(repo, gated="manual", visibility="public", repo_type="dataset")
info = api.dataset_info(repo)
print(json.dumps({
    "url": str(url), "again": str(again), "same": same, "commits": commits, "files": files, "deleted": len(old),
    "squashed": len(api.list_repo_commits(repo, repo_type="dataset")),
    "left": len(list(api.list_lfs_files(repo, repo_type="dataset"))), "gated": info.gated, "private": info.private,
}))
