/** A form sends a field that nobody filled in as nothing. A field that stands once is no list. */
export function withoutEmpty(query: Record<string, string[]>): Record<string, string | string[]> {
  const filled = Object.entries(query).map(
    ([name, values]) => [name, values.filter((value) => value.trim() !== "")] as const,
  );
  return Object.fromEntries(
    filled.flatMap(([name, values]) => {
      if (values.length === 0) return [];
      return [[name, values.length === 1 ? values[0]! : values] as const];
    }),
  );
}

/** The fields of an address; those that are not given are left out, and lists stand as often. */
export function addressOf(fields: Readonly<Record<string, unknown>>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue;
    for (const one of [value].flat()) given.append(name, String(one));
  }
  return given.toString();
}
