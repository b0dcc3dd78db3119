/** Why git said no, as far as a program can do something about it. */
export type GitReason = keyof typeof PATTERNS;

/**
 * Git's own words, in the C locale, of versions 2.38 to 2.5x. The first that matches counts, so the more particular ones
 * come first.
 */
const PATTERNS = {
  "dubious-ownership": [/detected dubious ownership in repository/],
  "no-space": [/No space left on device/, /Disk quota exceeded/],
  "auth-failed": [
    /Authentication failed/,
    /could not read (?:Username|Password)/,
    /Permission denied \((?:publickey|password|keyboard-interactive|gssapi)/,
    /Host key verification failed/,
    /terminal prompts disabled/,
    /The requested URL returned error: 40[13]/,
    /ERROR: Repository not found/,
  ],
  unreachable: [
    /Could not resolve host/,
    /Failed to connect to/,
    /Couldn't connect to server/,
    /Connection (?:refused|timed out|reset|closed)/,
    /Network is unreachable/,
    /No route to host/,
    /Operation timed out/,
    /The requested URL returned error: 5\d\d/,
    /unable to access '/,
    /transport '.+' not allowed/,
    /remote helper .*not found|is not a git command.*remote-|Unable to find remote helper/,
  ],
  "not-a-repository": [
    /[Nn]ot a git repository/,
    /does not appear to be a git repository/,
    /repository '.+' (?:not found|does not exist)/,
    /must be run in a work tree/,
    /strange (?:pathname|hostname) '.+' blocked/,
  ],
  "read-only": [/Permission denied/, /Read-only file system/, /insufficient permission for adding an object/],
  "lock-held": [/Unable to create '.+\.lock': File exists/, /cannot lock ref .*File exists/, /Unable to lock/],
  "ref-moved": [/cannot lock ref .*(?:is at .* but expected|reference already exists|unable to resolve reference)/],
  "branch-exists": [/[Aa] branch named '.+' already exists/],
  "branch-in-use": [/is already (?:checked out|used by worktree) at/],
  "unknown-revision": [
    /unknown revision/,
    /bad (?:revision|object)/,
    /Needed a single revision/,
    /not a valid (?:object|commit) name/i,
    /reference is not a tree/,
    /not a valid branch point/,
    /no such commit/,
    /trying to write ref .* with nonexistent object/,
    /not our ref/,
    /couldn't find remote ref/i,
    /invalid reference/,
    /is not a commit/,
    /not a valid 'commit' object/,
  ],
  "would-overwrite": [/would be overwritten by/, /You have unstaged changes/, /index contains uncommitted changes/],
} as const satisfies Record<string, readonly RegExp[]>;

export function recognise(stderr: string): GitReason | undefined {
  for (const reason of REASONS) if (PATTERNS[reason].some((pattern) => pattern.test(stderr))) return reason;
  return undefined;
}

const REASONS = Object.keys(PATTERNS).filter((key): key is GitReason => key in PATTERNS);
