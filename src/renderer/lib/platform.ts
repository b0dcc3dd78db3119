/** What the page stands in and on. */
export interface Platform {
  readonly isMac: boolean;
  readonly isDesktop: boolean;
  /** Path of a file dropped on the window; undefined in a browser. */
  pathOf(file: File): string | undefined;
  /** Opens an address outside of the app. */
  openExternal(url: string): void;
}
