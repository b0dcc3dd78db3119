/** Where a project's repositories are, and how work reaches its origin. */
export interface MergePlace {
  /** Bare, Drover's alone. */
  readonly vault: string;
  /** Carries the work trees of agents and gates; borrows the vault's objects. */
  readonly clone: string;
  /** Path or URL. */
  readonly origin: string;
  /** Short branch name: where work lands that is told no other. */
  readonly target: string;
  readonly landOnCheckedOut: boolean;
  /** Whether commits that Drover writes for a landing are signed with the user's key. */
  readonly sign: boolean;
}
