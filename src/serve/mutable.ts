export type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

/** The framework's types know no lists that are only read. */
export function mutable<T>(value: T): Mutable<T> {
  return value as Mutable<T>;
}
