/** What looks like a secret wherever it stands. Rather one word too many is masked than one token kept in a file. */
const SECRETS: readonly RegExp[] = [
  // https://user:secret@host
  /(?<=\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+(?=@)/gi,
  // Authorization: Bearer …
  /(?<=\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi,
  // ANTHROPIC_API_KEY=…, "token": "…", --password …
  /(?<=(?:api[_-]?key|token|secret|passw(?:or)?d|passphrase)["']?\s*[=:]\s*["']?)[^\s"',;&]{4,}/gi,
  /(?<=--(?:api-key|token|secret|password)\s+)[^\s"']{4,}/gi,
  // Tokens of well-known services by their prefixes.
  /\b(?:gh[pousr]_|github_pat_|glpat-|sk-|sk_live_|xox[abprs]-|AIza|ya29\.|npm_|hf_)[\w-]{8,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  // JSON Web Tokens.
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

/** Takes keys, tokens and passwords out of a text for a log. */
export function maskSecrets(text: string): string {
  return SECRETS.reduce((masked, pattern) => masked.replaceAll(pattern, "•••"), text);
}
