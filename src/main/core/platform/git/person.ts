/** An author or committer. */
export interface Person {
  readonly name: string;
  readonly email: string;
  /** Milliseconds since 1970; now when it is left out. */
  readonly at?: number;
  /** Where they were then, as `+0530`; UTC when it is left out. */
  readonly zone?: string;
}

/** Of objects that are written only to look at them, and that nobody keeps. */
export const DROVER_PERSON: Person = { name: "Drover", email: "drover@localhost", at: 0 };

/** The variables by which git takes both, whatever its configuration says. */
export function personEnv(author: Person, committer: Person): Record<string, string> {
  return { ...variables("AUTHOR", author), ...variables("COMMITTER", committer) };
}

export function committerEnv(committer: Person): Record<string, string> {
  return variables("COMMITTER", committer);
}

function variables(role: "AUTHOR" | "COMMITTER", { name, email, at, zone = "+0000" }: Person): Record<string, string> {
  return {
    [`GIT_${role}_NAME`]: legible(name),
    [`GIT_${role}_EMAIL`]: legible(email),
    ...(at === undefined ? {} : { [`GIT_${role}_DATE`]: `@${Math.floor(at / 1_000)} ${zone}` }),
  };
}

/** Git drops these silently, and refuses a name that is made of nothing else. */
function legible(text: string): string {
  const plain = text.replaceAll(/[<>\n\0]/g, "").trim();
  return /[^\s.,:;"'\\]/.test(plain) ? plain : "unknown";
}
