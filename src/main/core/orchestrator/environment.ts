/** What programs that are neither agents nor ours need to run as the user would run them. */
const NEEDED = [
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "SHELL",
  "LANG",
  "LANGUAGE",
  "TZ",
  "TMPDIR",
  "TEMP",
  "TMP",
  "XDG_RUNTIME_DIR",
  "XDG_CACHE_HOME",
  "SSH_AUTH_SOCK",
  "SYSTEMROOT",
  "COMSPEC",
  "PATHEXT",
  "USERPROFILE",
  "APPDATA",
  "LOCALAPPDATA",
  "WINDIR",
];

/** For gates and PTY hosts: nothing of Drover's and no secret of the user's is in it. */
export function plainEnvironment(own: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined && (NEEDED.includes(name) || name.startsWith("LC_"))) env[name] = value;
  }
  return env;
}
