/**
 * Brings a ledger from one format to the next. Pure: two workspaces that do it to the same ledger write the same bytes, so that
 * their ledgers still join.
 */
export interface FormatStep {
  readonly from: number;
  /** What it does, for the commit and the notice. */
  readonly about: string;
  /** A file's new contents; `meta` is meta.json as it was before the step. Throws for a meta.json that cannot be used. */
  convert(path: string, content: Buffer, meta: string): Buffer;
}
