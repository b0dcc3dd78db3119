/** The command line, for the shell that a CLI runs its hooks with, that tells Drover of an event. `drover` is absolute. */
export function hookCommand(drover: string, event: string): string {
  return `${shellWord(drover)} signal ${event}`;
}

/** One word, whatever is in it. Unverified on Windows, where the path of a workspace has no quotes in it. */
function shellWord(word: string): string {
  return process.platform === "win32" ? `"${word}"` : `'${word.replaceAll("'", `'\\''`)}'`;
}
