/**
 * What the app does about newer versions.
 *
 * - `off`: it cannot update itself here, for the reason given, or the user wants none.
 * - `idle`: nothing newer is known. From here, and back here, by a check.
 * - `offered`: there is one, and the user was asked. Back to `idle` when they do not want it now.
 * - `downloading`, then `ready`: it is put in place when the app quits. Agents live in hosts of their own and go on.
 */
export type UpdateState =
  | { readonly kind: "off"; readonly why: string }
  | { readonly kind: "idle" }
  | { readonly kind: "checking" }
  | { readonly kind: "offered"; readonly version: string }
  | { readonly kind: "downloading"; readonly version: string; readonly percent: number }
  | { readonly kind: "ready"; readonly version: string };
