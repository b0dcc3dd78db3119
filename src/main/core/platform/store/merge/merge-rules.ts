/** A record as the merge sees it. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * How records of a kind merge where "the later change of a field wins" is not right. Kinds declare it; every clone of a
 * ledger must have the same rules, so that changing them is a change of format.
 */
export interface MergeRules {
  /**
   * Lists that are sets: elements come and go one by one. The value names the fields of an element that make it the same
   * one; none for elements that are plain values. Kept in order.
   */
  readonly sets?: Readonly<Record<string, readonly string[]>>;
  /** Fields that only make sense together. */
  readonly registers?: readonly RegisterRule[];
  /** A number that every change raises, and that counts the changes of all clones. */
  readonly counter?: string;
}

/**
 * Of two states of these fields, the one of the later round wins; within a round the one of greater weight; then the later, or
 * the earlier. A change that would lose against what it changes begins a new round: so opening again what was closed beats
 * the close, and giving away what was claimed beats the claim.
 */
export interface RegisterRule {
  /** The first names it. */
  readonly fields: readonly string[];
  /** 0 without it. Sees these fields alone. */
  weight?(fields: Fields): number;
  /** Default: the later. */
  readonly prefer?: "later" | "earlier";
}

/** Rules made ready for looking up. */
export interface CompiledRules {
  readonly sets: ReadonlyMap<string, readonly string[]>;
  readonly counter: string | undefined;
  readonly registers: readonly RegisterRule[];
  /** By each of its fields. */
  readonly registerOf: ReadonlyMap<string, RegisterRule>;
  /** By its first field, which is also its path. */
  readonly registerAt: ReadonlyMap<string, RegisterRule>;
}

export function compileRules({ sets = {}, registers = [], counter }: MergeRules = {}): CompiledRules {
  return {
    sets: new Map(Object.entries(sets)),
    counter,
    registers,
    registerOf: new Map(registers.flatMap((rule) => rule.fields.map((field) => [field, rule] as const))),
    registerAt: new Map(registers.map((rule) => [nameOf(rule), rule])),
  };
}

export function nameOf(rule: RegisterRule): string {
  return rule.fields[0] ?? "";
}
