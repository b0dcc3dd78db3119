/** What is known of an item beside its name, in the order of the columns of `list`. */
export const FIELDS = ["amount", "unit"];

export async function loadFields() {
  return Promise.all(FIELDS.map(async (name) => ({ name, ...(await import(`./fields/${name}.js`)).field })));
}
