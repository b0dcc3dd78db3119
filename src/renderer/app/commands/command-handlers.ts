/** What the commands of an area do, by id. */
export type HandlersOf<Catalogue extends readonly { readonly id: string }[]> = Readonly<
  Record<Catalogue[number]["id"], () => void>
>;
