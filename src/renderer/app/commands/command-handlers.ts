/** Does a command; `target` is the id of what it acts on, for those that need something. */
export type CommandHandler = (target?: string) => void;

/** What the commands of an area do, by id. */
export type HandlersOf<Catalogue extends readonly { readonly id: string }[]> = Readonly<
  Record<Catalogue[number]["id"], CommandHandler>
>;
