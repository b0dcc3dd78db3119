export function compare(a, b) {
  return a.name.localeCompare(b.name);
}
