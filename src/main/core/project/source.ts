import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Where a repository is: a folder of this machine, or something only git can reach. */
export type Source = { readonly kind: "path"; readonly path: string } | { readonly kind: "url"; readonly url: string };

/** `scheme://…`, and `user@host:path` as ssh has it; a Windows drive is neither. */
const URL_LIKE = /^(?:[a-z][a-z0-9+.-]*:\/\/|[^\s/\\:@]+@[^\s/\\:]+:)/i;

/** Understands what people type: `~`, relative paths, `file://`, URLs. Undefined for what can be neither. */
export function parseSource(text: string, cwd: string): Source | undefined {
  const typed = text.trim();
  if (typed === "" || typed.includes("\0")) return undefined;
  if (/^file:\/\//i.test(typed)) {
    try {
      return { kind: "path", path: fileURLToPath(typed) };
    } catch {
      return undefined;
    }
  }
  if (URL_LIKE.test(typed)) return typed.startsWith("-") ? undefined : { kind: "url", url: typed };
  // A path may begin or end with a space, so that it is taken as it was typed.
  const expanded = text.startsWith("~/") || text === "~" ? path.join(homedir(), text.slice(1)) : text;
  return { kind: "path", path: path.resolve(cwd, expanded) };
}

/** Tokens of GitHub and GitLab, which are given as user names too. */
const TOKEN = /^(?:gh[a-z]_|github_pat_|glpat-)/;

/** Whether a URL has a secret written into it. */
export function hasSecret(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return password !== "" || TOKEN.test(username);
}
