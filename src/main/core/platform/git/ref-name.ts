/** What `git check-ref-format --branch` allows for the short name of a branch. */
export function isBranchName(name: string): boolean {
  return !name.startsWith("-") && name !== "HEAD" && name !== "@" && isRefPath(name);
}

/** What `git check-ref-format` allows, within `refs/`. */
export function isRefName(name: string): boolean {
  return name.startsWith("refs/") && isRefPath(name);
}

/** For refs that Drover puts together. Throws: whoever gives something else has a bug. */
export function refName(name: string): string {
  if (!isRefName(name)) throw new TypeError(`Not a full ref name: ${JSON.stringify(name)}`);
  return name;
}

export function branchRef(branch: string): string {
  if (!isBranchName(branch)) throw new TypeError(`Not a branch name: ${JSON.stringify(branch)}`);
  return `refs/heads/${branch}`;
}

/** The short name of a branch's ref; undefined for other refs. */
export function branchOfRef(ref: string): string | undefined {
  return ref.startsWith("refs/heads/") ? ref.slice("refs/heads/".length) : undefined;
}

function isRefPath(name: string): boolean {
  if (name === "" || name.endsWith(".") || name.includes("..") || name.includes("@{")) return false;
  if (/[\u0000-\u0020\u007f~^:?*[\\]/.test(name)) return false;
  return name.split("/").every((part) => part !== "" && !part.startsWith(".") && !part.endsWith(".lock"));
}
